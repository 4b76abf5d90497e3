// Returns the manifest for each browser.

/** The add-on's id in Firefox. Must not change: storage and updates depend on it. */
const FIREFOX_ID = "themelight@themelight.org";

/** The oldest browsers: Firefox accepts constructable style sheets from extensions since 153. */
const OLDEST = { chrome: "123", firefox: "153.0" };

/** Allows only files of the extension; wasm needs `wasm-unsafe-eval`. */
const CSP = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

export const ICON_SIZES = [16, 32, 48, 128];
const icons = Object.fromEntries(ICON_SIZES.map((size) => [size, `icons/${size}.png`]));

export function manifestOf(browser, version) {
  return {
    manifest_version: 3,
    name: "__MSG_name__",
    short_name: "Themelight",
    description: "__MSG_description__",
    version,
    default_locale: "vi",
    icons,
    action: { default_title: "__MSG_action__", default_popup: "popup.html", default_icon: icons },
    background:
      browser === "chrome"
        ? { service_worker: "background.js", type: "module" }
        : { scripts: ["background.js"], type: "module" },
    options_ui: { page: "options.html", open_in_tab: true },
    // Pages are read when the reader presses the button, and on sites that they chose; see
    // README.md.
    permissions: ["activeTab", "scripting", "storage", "contextMenus"],
    optional_host_permissions: ["http://*/*", "https://*/*"],
    commands: {
      "tag-page": { suggested_key: { default: "Alt+Shift+L" }, description: "__MSG_command__" },
    },
    content_security_policy: { extension_pages: CSP },
    ...(browser === "chrome" ? { minimum_chrome_version: OLDEST.chrome } : firefoxOnly()),
  };
}

function firefoxOnly() {
  return {
    browser_specific_settings: {
      gecko: {
        id: FIREFOX_ID,
        strict_min_version: OLDEST.firefox,
        data_collection_permissions: { required: ["none"] },
      },
    },
  };
}
