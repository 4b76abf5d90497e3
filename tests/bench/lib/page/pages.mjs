// Writes the pages that are measured, each with and without the embed.
import { mkdirSync, writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { folderWithEmbed } from "../embedded.mjs";
import { different } from "../texts.mjs";

export const EMBED = '<script async src="/embed/themelight.js"></script>';

/** The body of each page, by name. */
const BODIES = {
  12: () => article(12),
  200: () => article(200),
  paper: () => paper(40),
  2000: () => article(2000),
  10000: () => article(10_000),
};

/** Returns a folder with `NAME-with.html` and `NAME-without.html` for each page. */
export function writePages() {
  const folder = folderWithEmbed("page");
  for (const [name, body] of Object.entries(BODIES)) {
    const [head, content] = body();
    for (const [kind, embed] of [
      ["without", ""],
      ["with", EMBED],
    ]) {
      writeFileSync(`${folder}/${name}-${kind}.html`, pageOf(embed + head, content));
    }
  }
  mkdirSync(`${folder}/paper`, { recursive: true });
  for (const [name, text] of [
    ["site.css", siteCss()],
    ["site.js", siteScript()],
  ]) {
    writeFileSync(`${folder}/paper/${name}`, text);
    // The server sends this, as the servers of papers do.
    writeFileSync(`${folder}/paper/${name}.br`, brotliCompressSync(text));
  }
  return folder;
}

const pageOf = (head, body) => `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="description" content="Một bài báo"><link rel="icon" href="data:,"><title>Bài báo</title>
${head}</head><body>${body}</body></html>`;

const STYLE =
  "<style>body{margin:0 auto;max-width:640px;padding:0 24px;font:18px/1.6 serif}</style>";

/** Pages answer a tap with something to see. */
const ANSWER =
  '<script>addEventListener("pointerdown", () => document.body.classList.toggle("tapped"))</script>' +
  "<style>.tapped h1{color:#124}</style>";

const paragraphs = (count) =>
  different(count)
    .map((text) => `<p>${text}</p>`)
    .join("\n");

const article = (count) => [
  STYLE + ANSWER,
  `<article><h1>Bài báo</h1>${paragraphs(count)}</article>`,
];

/**
 * A page of the weight that newspapers have: 2,300 elements, 45 pictures, 60 KB of rules, 600 KB of
 * script that runs for a while, and boxes that a script adds after the load.
 */
function paper(count) {
  const links = (n, text) =>
    `<ul>${Array.from({ length: n }, (_, i) => `<li><a href="#${i}"><span>${text} ${i}</span></a></li>`).join("")}</ul>`;
  const teasers = different(120).slice(60);
  const teaser = (text, i) =>
    `<div class="box-${i % 40} item"><a href="#t${i}"><img width="120" height="80" alt="" loading="lazy" src="${picture(i)}">` +
    `</a><h3><a href="#t${i}">${text.slice(0, 90)}</a></h3><span class="time">${i} giờ trước</span></div>`;
  const figures = Array.from(
    { length: 5 },
    (_, i) =>
      `<figure><img width="600" height="340" alt="" src="${picture(200 + i)}"><figcaption>Ảnh ${i}</figcaption></figure>`,
  );
  const texts = different(count).map((text) => `<p class="Normal">${text}</p>`);
  figures.forEach((figure, i) => {
    texts.splice(i * 9 + 2, 0, figure);
  });
  return [
    '<link rel="stylesheet" href="/paper/site.css"><script defer src="/paper/site.js"></script>',
    `<header><nav class="menu">${links(120, "Chuyên mục")}</nav></header><div class="page"><main>` +
      `<h1 class="title-detail">Bài báo</h1><p class="description">${different(1)[0]}</p>` +
      `<article class="fck_detail">${texts.join("\n")}</article>` +
      `<div class="box-comm">${links(60, "Bình luận")}</div></main>` +
      `<aside class="sidebar">${teasers.slice(0, 25).map(teaser).join("")}</aside></div>` +
      `<section class="list">${teasers.slice(25).map(teaser).join("")}</section>` +
      `<footer>${links(200, "Liên kết")}</footer>`,
  ];
}

const picture = (i) =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="6" height="4"><rect width="6" height="4" fill="hsl(${i * 7},40%,60%)"/></svg>`)}`;

function siteCss() {
  const boxes = Array.from(
    { length: 700 },
    (_, i) =>
      `.box-${i} .item:not(:last-child) h3 a{color:#${(i * 37 + 4096).toString(16)};margin:${i % 7}px}`,
  );
  return (
    "body{margin:0;font:17px/1.6 sans-serif}.menu ul{display:flex;flex-wrap:wrap;gap:8px;list-style:none}" +
    ".page{display:grid;grid-template-columns:minmax(0,1fr);max-width:680px;margin:auto;padding:0 20px}" +
    "figure{margin:16px 0}img{max-width:100%;height:auto}.item{min-height:96px}" +
    ".list{display:grid;grid-template-columns:repeat(2,1fr);gap:12px;padding:0 20px}.ad{height:0;overflow:hidden}" +
    boxes.join("")
  );
}

/** Returns a script with many functions, of which a part runs in the load and in later tasks. */
function siteScript() {
  const functions = Array.from(
    { length: 2600 },
    (_, i) =>
      `function part${i}(list){let sum=${i};for(const one of list){sum=(sum*31+one.length+${i % 97})%65521;` +
      `if(sum%${(i % 13) + 2}===0)sum+=one.charCodeAt(0)||0;}return {id:"part-${i}",sum,list:list.length};}`,
  );
  return `(()=>{"use strict";${functions.join("\n")}
const parts=[${functions.map((_, i) => `part${i}`).join()}];
const words=document.body.textContent.split(/\\s+/).slice(0,900);
let next=0;
function some(count){for(let i=0;i<count&&next<parts.length;i++)parts[next++](words);}
function box(){const ad=document.createElement("div");ad.className="ad";ad.append("Quảng cáo");document.querySelector(".list").append(ad);}
some(500);
addEventListener("load",()=>{some(300);let left=12;const later=()=>{some(80);box();if(--left)setTimeout(later,60);};later();});
})();`;
}
