/** The same article in Vue. */
import { createSSRApp, h, ref } from "vue/dist/vue.esm-browser.js";
import { MORE, TEXTS } from "./texts.js";

const Article = {
  setup() {
    const texts = ref(TEXTS);
    const update = () => {
      texts.value = [...texts.value.slice(1), MORE];
    };
    return () =>
      h("article", [
        h("h1", "Bài báo"),
        ...texts.value.map((text) => h("p", { key: text }, text)),
        h("button", { onClick: update }, "Cập nhật"),
      ]);
  },
};

export const html = () =>
  `<article><h1>Bài báo</h1>${TEXTS.map((text) => `<p>${text}</p>`).join("")}<button>Cập nhật</button></article>`;
export const hydrate = (root) => {
  createSSRApp(Article).mount(root);
};
