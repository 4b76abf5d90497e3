/** Numbers in documents and messages, each with the constant of the code that it stands for. */
export const NUMBERS: readonly (readonly [
  documents: Readonly<Record<string, RegExp>>,
  file: string,
  constant: RegExp,
])[] = [
  [
    {
      "www/embed/README.md": /three seconds/,
      "www/site/content/vi/embed.md": /chậm nhất sau ba giây/,
    },
    "www/embed/loader.ts",
    /const DEADLINE = 3000;/,
  ],
  [
    {
      "www/embed/README.md": /Up to 1,000 blocks/,
      "www/site/content/vi/embed.md": /Đến 1\.000 khối/,
      "www/site/content/en/accessibility.md": /more than 1,000 blocks/,
      "www/site/content/vi/accessibility.md": /hơn 1\.000 khối/,
    },
    "www/src/highlighter/drawing/blocks.ts",
    /LONG = 1000;/,
  ],
  [
    {
      "www/site/content/en/accessibility.md": /120 ms of opacity/,
      "www/site/content/vi/accessibility.md": /120 ms/,
    },
    "www/src/ui/marks.css",
    /opacity 120ms/,
  ],
  [
    {
      "www/embed/README.md": /\| `minLength` \| a number from 1 to 1000 \| 40 \|/,
      "www/site/content/vi/embed.md": /\| `minLength` \| số từ 1 đến 1000 \| 40 \|/,
      "www/npm/README.md": /\| `minLength` \| 1 to 1000 \| 40 \|/,
      "www/site/content/vi/npm.md": /\| `minLength` \| 1 đến 1000 \| 40 \|/,
      "www/demo/texts.ts": /từ 40 ký tự[\s\S]*of 40 characters/,
      "www/studio/texts/vi.ts": /từ 40 ký tự/,
      "www/studio/texts/en.ts": /of 40 characters/,
    },
    "www/src/api/settings.ts",
    /minLength: \{ kind: \[1, 1000\], default: 40 \}/,
  ],
  [
    {
      "src/archive/README.md": /more than 400 words[\s\S]*more\nthan 200 words/,
      "www/site/content/vi/archives.md": /dài hơn 400 chữ[\s\S]*dài hơn 200 chữ/,
    },
    "src/text/split.rs",
    /SPLIT: usize = 200;[\s\S]*ARTICLE: usize = 400;/,
  ],
  [
    {
      "src/archive/README.md": /100,000 rows of other formats/,
      "www/site/content/vi/archives.md": /100\.000 hàng với định dạng khác/,
    },
    "src/archive/mod.rs",
    /GROUP: u64 = 100_000;/,
  ],
  [
    {
      "www/site/content/en/training.md": /at least five articles/,
      "www/site/content/vi/training.md": /ít nhất năm bài/,
      "www/site/content/en/studio.md": /at least five articles/,
      "www/site/content/vi/studio.md": /ít nhất năm bài/,
    },
    "src/train/mod.rs",
    /MIN_GROUPS: usize = 5;/,
  ],
  [
    {
      "www/site/content/en/training.md": /From twenty on its figures mean something/,
      "www/site/content/vi/training.md": /từ hai mươi bài trở lên/,
    },
    "src/train/summary.rs",
    /MIN_JUDGED: usize = 20;/,
  ],
  [
    { "SECURITY.md": /inflate to 1 GiB[\s\S]*at most 16 MiB/ },
    "src/train/data/bags/file.rs",
    /MAX_LINE: u64 = 16 << 20;[\s\S]*MAX_LINES: u64 = 1 << 30;/,
  ],
  [
    {
      "www/extension/README.md": /64 paragraphs a request,\s+2,000 corrections[\s\S]*20,000 in all/,
    },
    "www/extension/shared/limits.ts",
    /MAX_TEXTS = 64;[\s\S]*PER_ORIGIN = 2000;\nexport const MAX_CORRECTIONS = 20_000;/,
  ],
  [
    { "www/extension/README.md": /2,000 sites/ },
    "www/extension/shared/limits.ts",
    /MAX_SITES = 2000;/,
  ],
  [
    {
      "www/extension/README.md": /32 MB for a model/,
      "www/extension/_locales/en/messages.json": /32 MB for a model, 1 MB for settings/,
      "www/extension/_locales/vi/messages.json": /Mô hình tối đa 32 MB, tệp thiết lập tối đa 1 MB/,
    },
    "www/extension/shared/limits.ts",
    /MAX_SETTINGS_FILE = 1024 \* 1024;[\s\S]*MAX_MODEL_FILE = 32 \* 1024 \* 1024;/,
  ],
  [
    { "www/extension/README.md": /Firefox 153 or newer[\s\S]*Chrome 123\*\* or/ },
    "www/extension/manifest.mjs",
    /OLDEST = \{ chrome: "123", firefox: "153\.0" \}/,
  ],
  [
    { "README.md": /Node\]\(\S+\) 20 or newer/, "www/npm/README.md": /^Node 20 or newer/m },
    "package.json",
    /"node": ">=20"/,
  ],
  [
    {
      "src/python/README.md": /Python 3\.10 or newer/,
      "www/site/content/vi/python.md": /Python 3\.10 trở lên/,
    },
    "src/python/pyproject.toml",
    /requires-python = ">=3\.10"/,
  ],
];
