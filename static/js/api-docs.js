// The API's documentation page: Swagger UI on our own schema, signed in as the browser is.
SwaggerUIBundle({
  url: document.getElementById("api-docs").dataset.schema,
  dom_id: "#api-docs",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
  requestInterceptor: (request) => {
    const token = document.body.getAttribute("hx-headers");
    if (token) Object.assign(request.headers, JSON.parse(token));
    return request;
  },
});
