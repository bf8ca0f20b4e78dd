// A stand-in for tests, no scanner needed.
import { describe, expect, it } from "vitest";
import { savePage } from "../src/save.js";

function fakeTwain() {
  const DWObject = {
    saved: [],
    IfSSL: true,
    HTTPPort: 80,
    ConvertToBW() {},
    SaveAsJPEG(name) {
      this.saved.push(name);
    },
    HTTPDownload() {},
  };
  return DWObject;
}

describe("savePage", () => {
  it("saves the page under its name", () => {
    const DWObject = fakeTwain();
    DWObject.ConvertToBW(0);
    DWObject.SaveAsJPEG("first.jpg", 0);
    DWObject.HTTPDownload("files.example.org", "/a.tif");
    savePage(DWObject, "second");
    expect(DWObject.saved).toEqual(["first.jpg", "second.jpg"]);
  });
});
