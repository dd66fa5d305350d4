// What a text begins with follows the kind and the space that are chosen, until something is typed.

function addTemplate({ form, text }) {
  let given = form.dataset.template;
  const isUntouched = () => [given.trim(), ""].includes(text.value.trim());

  form.addEventListener("change", async ({ target }) => {
    if (!["kind", "space"].includes(target.name) || !isUntouched()) return;
    const data = new FormData(form);
    const asked = new URLSearchParams({ kind: data.get("kind"), space: data.get("space") });
    const answer = await fetch(`${form.dataset.templateUrl}?${asked}`).catch(() => null);
    const begun = answer?.ok && !answer.redirected ? await answer.text() : null;
    if (begun === null || !isUntouched()) return;
    text.value = given = begun;
  });
}
