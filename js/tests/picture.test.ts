import { expect, test } from "vitest";
import { picture } from "../src/picture";

test("the drawn timeline keeps its places, classes and paths", () => {
  const drawn = picture(
    '<style>x</style><div class="n-tl"><div class="n-clip" style="left:10%;width:20.5%;height:8px;top:calc(1px);color:red" title="a">' +
      '<svg viewBox="0 0 1000 100"><path d="M0 0V9"/></svg><span>trip</span></div></div>',
  );
  const clip = drawn?.querySelector<HTMLElement>(".n-clip");
  expect([clip?.style.left, clip?.style.width, clip?.title, clip?.textContent]).toEqual(["10%", "20.5%", "a", "trip"]);
  expect([clip?.style.height, clip?.style.top, clip?.style.color]).toEqual(["8px", "", ""]);
  expect(drawn?.querySelector("path")?.getAttribute("d")).toBe("M0 0V9");
});

test("nothing in it can act", () => {
  const drawn = picture(
    '<div class="n-tl" onclick="a()" style="background:url(//x)"><script>a()</script><img src=x onerror=a()>' +
      '<a href="javascript:a()">go</a><span onmouseover="a()">&lt;b&gt;</span></div>',
  );
  expect(drawn?.querySelectorAll("script, img, a, b").length).toBe(0);
  expect(drawn?.getAttribute("onclick")).toBeNull();
  expect(drawn?.style.background).toBe("");
  expect(drawn?.querySelector("span")?.getAttribute("onmouseover")).toBeNull();
  expect(drawn?.textContent).toBe("<b>");
});

test("what is no timeline is nothing", () => {
  expect(picture("")).toBeNull();
  expect(picture("<p>hello</p>")).toBeNull();
});
