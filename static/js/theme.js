/* A visitor's choice of light or dark, before the page is first drawn: so it is not deferred. */
(() => {
  const theme = localStorage.getItem("theme");
  if (theme) document.documentElement.dataset.theme = theme;
})();
