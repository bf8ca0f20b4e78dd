// Two things on two paths.
function save(asFax, index) {
  if (asFax) {
    DWObject.ConvertToBW(index);
    DWObject.SaveAsTIFF("fax.tif", index, ok, no);
  } else {
    DWObject.ConvertToGrayScale(index);
    DWObject.SaveAsJPEG("page.jpg", index, ok, no);
  }
}

function saveOneOrTheOther(asFax, index) {
  if (asFax) {
    DWObject.ConvertToBW(index);
    return DWObject.SaveAsTIFF("fax.tif", index, ok, no);
  }
  DWObject.ChangeBitDepth(index, 24, true);
  return DWObject.SaveAsJPEG("page.jpg", index, ok, no);
}

function scan(first) {
  if (first) {
    DWObject.IfDisableSourceAfterAcquire = true;
  } else {
    DWObject.SelectSourceByIndex(1);
  }
  DWObject.OpenSource();
  DWObject.AcquireImage(close, close);
}

function scanWithCare() {
  DWObject.IfDisableSourceAfterAcquire = true;
  try {
    if (!DWObject.SelectSource()) return;
    if (!DWObject.OpenSource()) throw new Error(DWObject.ErrorString);
    DWObject.AcquireImage(close, close);
  } catch (error) {
    DWObject.CloseSource();
    no(DWObject.ErrorCode, error.message);
  }
}

function tryScanners(count) {
  DWObject.IfDisableSourceAfterAcquire = true;
  for (let index = 0; index < count; index++) {
    DWObject.SelectSourceByIndex(index);
    if (DWObject.OpenSource()) break;
  }
  DWObject.AcquireImage(close, close);
}

function close() {
  DWObject.CloseSource();
}

function ok() {}
function no(code, text) { console.error(code, text); }
