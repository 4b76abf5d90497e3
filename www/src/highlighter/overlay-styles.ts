/** The look of bars and labels, inside our shadow root. Every value a site may want to change is a custom property. */
export const overlayStyles = `
:host{all:initial;position:absolute;top:0;left:0;width:0;height:0}
.marks{position:absolute;top:0;left:0;pointer-events:none;font:500 11px/14px var(--themelight-font,system-ui,sans-serif)}
.pane{position:absolute;overflow-y:clip}
.mark{opacity:1;transition:opacity 120ms}
.bar,.label{position:absolute;pointer-events:auto;cursor:pointer;color:var(--c)}
.bar{width:0;border-inline-start:3px solid var(--c)}
.on .bar{border-inline-start-width:4px}
.label{all:unset;position:absolute;pointer-events:auto;cursor:pointer;color:var(--c);width:max-content;white-space:nowrap}
.label.right{transform:translateX(-100%)}
.label .name{display:inline-block}
.label .glyph{font-size:9px;margin-inline-end:4px}
.label .p{display:none;white-space:nowrap;font-variant-numeric:tabular-nums;margin-inline-start:4px}
.label:hover .p,.bar:hover~.label .p,.on .p{display:inline}
.beside{text-align:end}
.beside .name{display:block;white-space:normal;max-width:132px;text-wrap:balance}
.above .name+.name,.end .name+.name{margin-inline-start:8px}
.none{visibility:hidden}
.on .label,.label:hover{text-decoration:underline}
@media (prefers-reduced-motion:reduce){.mark{transition:none}}
@media (prefers-contrast:more){.label{font-weight:700}.bar{border-inline-start-width:4px}}
@media (forced-colors:active){.label{color:CanvasText;background:Canvas}.bar{border-inline-start-color:CanvasText}.on .bar{border-inline-start-color:Highlight}}
@media print{.marks{display:none}}
`;
