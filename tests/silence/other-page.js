// One page becomes black and white, another one is saved: an index of unknown meaning is unknown.
function faxFirst() {
  DWObject.ConvertToBW(0);
  DWObject.SaveAsTIFF("fax.tif", 0, ok, no);
  DWObject.ConvertToGrayScale(1);
  DWObject.SaveAsJPEG("cover.jpg", 1, ok, no);
}

function replaced() {
  DWObject.ConvertToBW(0);
  DWObject.RemoveAllImages();
  DWObject.LoadImage("photo.jpg", () => {
    if (DWObject.GetImageBitDepth(0) === 1) return;
    DWObject.SaveAsJPEG("copy.jpg", 0, ok, no);
  }, no);
}

function ok() {}
function no(code, text) { console.error(code, text); }
