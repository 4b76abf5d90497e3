/** The look of legend and strip. Every custom property may be set by the site on `:root`. */
export const legendStyles = `
:host{--bg:var(--themelight-legend-background,#fff);--fg:var(--themelight-legend-color,#1d1d1f);--soft:#5d5d66;--edge:#d9d9de;--hover:#f1f1f4;--on:#e8eef9;--focus:#1f5fbf}
:host([data-dark]){--bg:var(--themelight-legend-background,#202226);--fg:var(--themelight-legend-color,#ececf0);--soft:#a9abb4;--edge:#3c3f46;--hover:#2b2e34;--on:#2a3650;--focus:#8ab4ff}
[hidden]{display:none!important}
.unseen{visibility:hidden}
.legend{position:fixed;z-index:var(--themelight-z,2147483000);inset-block-end:16px;inset-inline-end:max(16px,env(safe-area-inset-right));width:288px;max-width:calc(100vw - 32px);display:flex;flex-direction:column;gap:8px;font:14px/20px var(--themelight-font,system-ui,sans-serif);color:var(--fg);pointer-events:none}
.legend *{box-sizing:border-box}
.card,.pill,.steps{pointer-events:auto;background:var(--bg);border:1px solid var(--edge);box-shadow:0 1px 6px #0002}
.card{border-radius:var(--themelight-radius,10px);padding:6px;max-height:min(70vh,560px);overflow:auto}
button{all:unset;box-sizing:border-box;cursor:pointer;border-radius:6px}
:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
.head{display:flex;align-items:center;justify-content:space-between;padding:2px 2px 2px 8px}
h2,p,ul,ol{all:unset;display:block}
h2{font-weight:600}
.row{display:flex;align-items:center;gap:8px;width:100%;min-height:32px;padding:5px 8px}
.row:hover,.icon:hover,.tab:hover,.list button:hover{background:var(--hover)}
.row[aria-pressed=true]{background:var(--on);font-weight:600}
.key{display:flex;align-items:center;gap:5px;font-size:10px;width:24px}
.key i{height:16px;border-left:3px solid}
.key .double{border-left-style:double}.key .dashed{border-left-style:dashed}.key .dotted{border-left-style:dotted}
.n{margin-left:auto;color:var(--soft);font-variant-numeric:tabular-nums}
.tabs{display:flex;gap:2px;padding:4px 2px 2px;border-top:1px solid var(--edge);margin-top:4px}
.tab{padding:4px 8px;font-size:13px;color:var(--soft)}
.tab[aria-expanded=true]{color:var(--fg);background:var(--hover)}
.panel{padding:6px 8px}
.verdict{font-weight:600}
.why ul{margin:2px 0 8px}
.why li{display:grid;grid-template-columns:1fr 84px;gap:8px;align-items:center;font-size:13px}
.weight{display:block;height:6px;border-radius:3px;background:var(--c)}
.hint{color:var(--soft);font-size:13px}
.list{font-size:13px;max-height:240px;overflow:auto;padding:2px}
.list button{display:block;padding:4px 6px}
.list [aria-current=true]{background:var(--on)}
.list span{font-size:10px;margin-right:3px}
.options{display:grid;gap:6px;font-size:13px}
.slider input{display:block;width:100%;accent-color:var(--focus)}
.foot{display:flex;justify-content:flex-end;gap:8px}
.pill,.steps{border-radius:99px;font-size:13px;line-height:18px}
.pill{padding:8px 14px}
.steps{display:flex;align-items:center;padding:2px 4px}
.icon{width:30px;height:30px;text-align:center;font-size:17px;line-height:28px;border-radius:99px}
.place{min-width:34px;text-align:center;font-variant-numeric:tabular-nums}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.strip{position:fixed;z-index:var(--themelight-z,2147483000);inset-block:0;inset-inline-end:1px;width:12px;pointer-events:none}
.strip i{position:absolute;width:3px;height:5px;border-radius:1px;background:var(--c);pointer-events:auto;cursor:pointer}
@media (max-width:600px){.legend{inset:auto 0 0 0;width:auto;max-width:none;max-height:33vh;gap:0;padding:8px}.card{width:100%;min-height:0;max-height:none}.list{max-height:none}.card:has(.panel:not([hidden])) .rows{display:none}.strip{display:none}}
@media (prefers-contrast:more){.card,.pill,.steps{border-color:var(--fg)}.n,.tab,.hint{color:var(--fg)}}
@media (forced-colors:active){.weight,.strip i{forced-color-adjust:none;background:CanvasText}.row[aria-pressed=true]{outline:2px solid Highlight}.tab[aria-expanded=true]{outline:1px solid}}
@media print{.legend,.strip{display:none}}
`;
