// A page on paper is light, and nothing on it is folded. Afterwards it is as it was.
(() => {
  const root = document.documentElement;
  let theme, opened = [];

  addEventListener("beforeprint", () => {
    theme = root.dataset.theme;
    root.dataset.theme = "light";
    opened = [...document.querySelectorAll("details:not([open])")];
    opened.forEach((part) => { part.open = true; });
  });

  addEventListener("afterprint", () => {
    root.dataset.theme = theme;
    opened.forEach((part) => { part.open = false; });
  });
})();
