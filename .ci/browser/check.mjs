// Opens the program's reports in Chromium and checks what a reader would: node check.mjs PROGRAM FOLDER
import { chromium } from "playwright-core";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [program, folder] = process.argv.slice(2).map(path => resolve(path));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const work = mkdtempSync(join(tmpdir(), "prepcom-browser-"));
mkdirSync(folder, { recursive: true });
mkdirSync(join(work, "state"));
mkdirSync(join(work, "home/.config/prepcom"), { recursive: true });
execFileSync("sh", ["-c", "echo '(marking: \"RESTRICTED\")' > \"$0\"", join(work, "home/.config/prepcom/settings.ron")]);

const prepcom = (...args) => execFileSync(program, ["--workspace", work, "--author", "A. Diplomat", ...args], {
  env: { HOME: join(work, "home"), LANG: "C.UTF-8", PATH: process.env.PATH },
  stdio: ["ignore", "pipe", "pipe"],
  encoding: "utf8",
});

const hostile = [
  "<script>document.title = 'run'</script>",
  "\"><img src=https://example.org/x onerror=\"document.title = 'run'\">",
  "</style><style>*{background:url(https://example.org/y)}</style>",
  "javascript:document.title='run'",
];

function record() {
  const votes = [
    ["4b", "opposes", "alb,and,aus,bel,can,deu,dnk,esp,est,fra,gbr,usa,ita,jpn,kor,pol"],
    ["4b", "supports", "dza,ago,bra,chl,cub,egy,idn,lka,irn,mex,nga,zaf,tha,vnm,ven,zmb"],
    ["4b", "concerns", "arm,blr,geo,srb,ukr"],
    ["1a", "supports", "aut,irl,nzl,swe,che,bra,mex,egy,zaf,chl"],
    ["1a", "accepts", "jpn,deu,can,nor,fin"],
    ["1a", "concerns", "usa,gbr"],
    ["2a", "blocks", "rus"],
    ["11", "awaiting", "chn"],
    ["11", "silent", "isl"],
    ["3a", "champions", "cub,egy"],
  ];
  for (const [item, position, who] of votes) {
    prepcom("set", who, item, position, "--on", "2024-07-22", "--source", "vote:A/RES/73/74");
  }
  prepcom("set", "@nac", "8b,3a", "supports", "--on", "2024-07-22");
  prepcom("set", "aut", "1a", "champions", "--if", "others join", "--note", "said in confidence");
  prepcom("note", "aut", "1a", "Ready to co-sponsor.\n愿意共同提案。", "--shareable");
  prepcom("note", "@eu", "Coordination every morning.", "--shareable");
  prepcom("commitment", "add", "aut", "1a", "a draft template", "--due", "2024-09-01");
  prepcom("commitment", "add", "jpn", "1a", "a second report", "--due", "2099-04-01");
  prepcom("line", "1a", "--objective", "a standard form", "--arguments", "it compares", "--asks", "would you use it?");
  prepcom("point", "aut", "1a", "the template");
  prepcom("meeting", "plan", "aut,irl", "2099-01-10T15:00", "--place", "Vienna, room M2", "--items", "1a");
  hostile.forEach((text, place) => {
    const who = ["fra", "gbr", "chn", "rus"][place];
    prepcom("set", who, "9a", "opposes", "--if", text, "--source", `statement:${text}`);
    prepcom("note", who, "9a", text, "--shareable");
    prepcom("commitment", "add", who, "9a", text);
    prepcom("point", who, "9a", text);
    prepcom("line", "9a", "--objective", text);
    prepcom("meeting", "plan", who, "2099-02-01", "--place", text);
  });
}

function write(name, ...args) {
  const path = join(work, name);
  prepcom(...args, "-o", path);
  return pathToFileURL(path).href;
}

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

/// A page on a file; whatever it asks for beyond that file, logs or violates fails the check.
async function open(url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("request", request => request.url() !== url && !request.url().startsWith(`${url}#`) && wrong.push(`asks for ${request.url()}`));
  page.on("console", message => wrong.push(`logs ${message.type()}: ${message.text()}`));
  page.on("pageerror", error => wrong.push(`fails: ${error.message}`));
  page.on("dialog", dialog => { wrong.push(`says ${dialog.message()}`); return dialog.dismiss(); });
  await page.addInitScript(() => addEventListener("securitypolicyviolation", event => console.error(`violates ${event.violatedDirective}`)));
  await page.goto(url);
  const close = async () => {
    assert.deepEqual(wrong, [], url);
    await context.close();
  };
  return { page, close };
}

const rows = (page, query) => page.locator(`${query} >> visible=true`);
const seen = async locator => (await locator.allTextContents()).map(text => text.trim());

async function filters(url) {
  const { page, close } = await open(url);
  const heat = () => rows(page, "#heat-map tbody tr");
  const before = await heat().count();
  await page.locator("#find").click();
  await page.keyboard.type("austria 1a");
  assert.deepEqual((await seen(rows(page, "#items tbody tr th"))).map(name => name.slice(0, 3)), ["AUT"]);
  assert.equal(await heat().count(), 1);
  assert.equal(await page.locator("#item-4b").isVisible(), false);
  assert.match(await page.locator(".found").innerText(), /^\d+ of \d+ rows$/);
  await page.locator("#all").click();
  assert.equal(await heat().count(), before);
  await page.locator(".only[value='6']").click();
  assert.deepEqual(await seen(rows(page, "#items tbody tr th a")), ["RUS"]);
  await page.locator(".only[value='4']").click();
  assert.equal(await rows(page, "#items tbody tr").count(), 1 + 2 + 5, "either position");
  await page.locator("#find").fill("nobody at all");
  assert.equal(await rows(page, "main tbody tr").count(), 0);
  assert.equal(await page.locator(".found").innerText(), "No row fits.");
  await page.locator("nav a[href='#item-9a']").click();
  // The browser tells the page of its new address only after the click is over.
  await page.locator("#item-9a").waitFor({ state: "visible", timeout: 5000 });
  await close();
}

async function sorts(url) {
  const { page, close } = await open(url);
  const names = () => seen(rows(page, "#item-1a .sort tbody th a"));
  const head = page.locator("#item-1a .sort thead th").nth(1);
  const sorted = [...await names()].sort();
  await head.locator("button").click();
  assert.deepEqual(await names(), sorted);
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  await head.locator("button").press("Enter");
  assert.deepEqual(await names(), sorted.toReversed());
  assert.equal(await head.getAttribute("aria-sort"), "descending");
  const numbers = async column => (await seen(rows(page, `#overview tbody td:nth-child(${column})`))).map(Number);
  const against = page.locator("#overview thead th").nth(13);
  for (const order of [(a, b) => a - b, (a, b) => b - a]) {
    await against.locator("button").click();
    const found = await numbers(14);
    assert.deepEqual(found, found.toSorted(order));
  }
  await page.locator("#heat-map thead th", { hasText: "4b" }).locator("button").click();
  const signs = (await seen(page.locator("#heat-map tbody tr td:nth-child(9) [aria-hidden]"))).map(sign => "*+=a?-xuwo".indexOf(sign));
  assert.equal(signs.length, 37);
  assert.deepEqual(signs, signs.toSorted((a, b) => a - b));
  await close();
}

async function switches(url, first) {
  const { page, close } = await open(url);
  const words = { en: "Overview", zh: "概览", both: "Overview / 概览" };
  const heading = page.locator("#overview h2");
  const visible = () => heading.evaluate(element => [...element.children].filter(part => part.offsetParent).map(part => part.textContent).join(" / "));
  assert.equal(await visible(), words[first]);
  for (const to of ["zh", "both", "en", "zh"]) {
    await page.locator(`[data-to=${to}]`).click();
    assert.equal(await visible(), words[to]);
    assert.equal(await page.locator(`[data-to=${to}]`).getAttribute("aria-pressed"), "true");
    assert.ok(await page.getByText("愿意共同提案。").isVisible(), "what was recorded stays");
  }
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hans");
  assert.match(await page.title(), /第一届会议/);
  await close();
}

async function readsWithoutScript(url, first) {
  const { page, close } = await open(url, { javaScriptEnabled: false });
  assert.equal(await page.locator(".tools").isVisible(), false);
  for (const [lang, of] of [["en", "en"], ["zh-Hans", "zh"]]) {
    const shown = await rows(page, `main h2 [lang=${lang}]`).count();
    assert.equal(shown > 0, first === "both" || first === of, `${lang} of ${first}`);
  }
  for (const query of ["main tbody tr", "main li.note", "main article", "main h2", "header dd"]) {
    const all = page.locator(query);
    assert.ok(await all.count() > 0, query);
    assert.equal(await rows(page, query).count(), await all.count(), query);
  }
  await close();
}

async function isAccessible(url, options, name, act = async () => {}) {
  const { page, close } = await open(url, { ...options, bypassCSP: true });
  await act(page);
  // axe-core looks at what lies at a point, which is not known of what was left unpainted.
  await page.addStyleTag({ content: ".page{content-visibility:visible!important}" });
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => window.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  const said = violations.map(({ id, nodes }) => `${id}: ${nodes.length}, ${nodes[0].html} ${nodes[0].failureSummary}`);
  assert.deepEqual(said, [], `${name}: axe-core`);
  assert.ok(passes.length > 20);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await close();
}

async function prints(url) {
  const { page, close } = await open(url);
  const pdf = await page.pdf({ path: join(folder, "print.pdf"), preferCSSPageSize: true, printBackground: true });
  const pages = pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;
  assert.ok(pages > 3 && statSync(join(folder, "print.pdf")).size > 20_000, `${pages} pages`);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".tools").isVisible(), false);
  assert.deepEqual(await seen(page.locator(".running >> visible=true")), ["RESTRICTED", "RESTRICTED"]);
  await close();
}

try {
  record();
  const urls = {
    en: write("en.html", "export", "--format", "html"),
    zh: write("zh.html", "--lang", "zh", "export", "--format", "html"),
    both: write("both.html", "export", "--format", "html", "--both-languages"),
  };
  await filters(urls.en);
  await sorts(urls.en);
  for (const [first, url] of Object.entries(urls)) {
    await switches(url, first);
    await readsWithoutScript(url, first);
  }
  const phone = { viewport: { width: 390, height: 844 } };
  for (const colorScheme of ["light", "dark"]) {
    for (const first of ["en", "zh"]) {
      await isAccessible(urls[first], { colorScheme }, `${first}-${colorScheme}`);
    }
    await isAccessible(urls.both, { ...phone, colorScheme }, `phone-${colorScheme}`);
    const filtered = async page => {
      await page.locator("#find").fill("austria");
      await page.locator("#heat-map thead button").first().click();
    };
    await isAccessible(urls.en, { colorScheme }, `filtered-${colorScheme}`, filtered);
  }
  const { page, close } = await open(urls.en);
  await page.locator("#item-1a").screenshot({ path: join(folder, "item.png") });
  await close();
  const brief = write("brief.html", "brief", "aut", "--format", "html");
  await isAccessible(brief, {}, "brief");
  await prints(urls.en);
  console.log(`the report reads, filters, sorts, switches and prints; pictures are in ${folder}`);
} finally {
  await browser.close();
  rmSync(work, { recursive: true });
}
