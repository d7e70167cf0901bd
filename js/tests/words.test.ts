import { expect, test } from "vitest";
import { clock, linked, megabytes, spoken } from "../src/dom";
import { notebookFolder } from "../src/material";
import { marks } from "../src/ruler";
import { wordsFor } from "../src/words";

test("times are read as a person says them", () => {
  expect([0, 7, 7.24, 59.96, 60, 3600].map(clock)).toEqual(["0:00", "0:07", "0:07.2", "1:00", "1:00", "60:00"]);
});

test("sizes have one unit", () => {
  expect([1, 99_999, 900_000, 500e6].map(megabytes)).toEqual(["1 kB", "100 kB", "0.9 MB", "500 MB"]);
});

test("marks are evenly apart and never more than asked for", () => {
  expect(marks(60, 8)).toEqual([0, 10, 20, 30, 40, 50, 60]);
  for (const duration of [0.3, 5.3, 61, 7200, 1e6]) {
    for (const most of [8, 16, 128]) expect(marks(duration, most).length).toBeLessThanOrEqual(most + 1);
  }
  expect(marks(0, 8)).toEqual([]);
});

test("the service's words become bold and code, never markup", () => {
  const text = 'a **b** `c` <img src=x onerror="alert(1)"> **';
  const holder = document.createElement("p");
  holder.append(...spoken(text));
  expect(holder.querySelectorAll("img").length).toBe(0);
  expect(holder.querySelector("b")?.textContent).toBe("b");
  expect(holder.querySelector("code")?.textContent).toBe("c");
  expect(holder.textContent).toBe('a b c <img src=x onerror="alert(1)"> **');
});

test("only web addresses can be followed", () => {
  const holder = document.createElement("p");
  holder.append(...linked("Register: https://x.test/r?bind=a_1. Not javascript:alert(1) <a href=//y>"));
  expect([...holder.querySelectorAll("a")].map((link) => link.getAttribute("href"))).toEqual(["https://x.test/r?bind=a_1"]);
  expect(holder.textContent).toBe("Register: https://x.test/r?bind=a_1. Not javascript:alert(1) <a href=//y>");
});

test.each([
  ["/lab/tree/trips/a.ipynb", "/files/trips/"],
  ["/user/me/lab/workspaces/auto-x/tree/a.ipynb", "/user/me/files/"],
  ["/notebooks/b/c.ipynb", "/files/b/"],
  ["/doc/tree/a.ipynb", "/files/"],
  ["/tree", null],
])("the notebook at %s has its files at %s", (address, folder) => {
  expect(notebookFolder(address)).toBe(folder);
});

test("Chinese has every word that English has", () => {
  expect(wordsFor("zh").export).toBe("导出");
  expect(Object.keys(wordsFor("zh")).sort()).toEqual(Object.keys(wordsFor("en")).sort());
});
