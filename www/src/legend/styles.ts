export const legendStyles = `
.legend{position:fixed;z-index:2147483000;inset-block-end:16px;inset-inline-end:16px;width:272px;max-width:calc(100vw - 32px);font:14px/20px var(--themelight-font,system-ui,sans-serif);color:#1d1d1f}
.legend *{box-sizing:border-box}
[hidden]{display:none!important}
.card,.pill,.nav{background:#fff;border:1px solid #d5d5da;box-shadow:0 1px 6px #0002}
.card{border-radius:10px;padding:6px;margin-bottom:8px}
button{all:unset;box-sizing:border-box;cursor:pointer;border-radius:6px}
button:focus-visible{outline:2px solid #1f5fbf;outline-offset:1px}
.head{display:flex;align-items:center;justify-content:space-between;padding:4px 4px 4px 8px}
h2{all:unset;font-weight:600;font-size:13px}
.row{display:flex;align-items:center;gap:8px;width:100%;padding:6px 8px}
.row:hover{background:#f2f2f5}
.row[aria-pressed=true]{background:#e9eef8;font-weight:600}
.name{flex:1}
.n{font-variant-numeric:tabular-nums;color:#55555c}
.foot{display:flex;justify-content:flex-end;gap:8px}
.pill,.nav{border-radius:99px;padding:6px 14px;font-size:13px}
.nav{display:flex;align-items:center;gap:4px;padding:3px 6px}
.icon{width:26px;height:26px;text-align:center;font-size:16px}
.icon:hover{background:#f2f2f5}
.place{min-width:36px;text-align:center;font-variant-numeric:tabular-nums}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;margin:0}
@media print{.legend{display:none}}
`;
