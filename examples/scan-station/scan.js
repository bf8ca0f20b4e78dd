// What the buttons of the page do with the scanner.

// Any document: the user chooses the scanner and the colours.
function scanDocument() {
  if (!DWObject) return;
  const colour = Number(document.getElementById("colour").value);
  DWObject.SelectSource(
    function () {
      DWObject.OpenSource();
      DWObject.IfDisableSourceAfterAcquire = true; // so that the next colleague can scan
      DWObject.IfShowUI = false;
      DWObject.PixelType = colour;
      DWObject.Resolution = 200;
      DWObject.AcquireImage(showPageCount, reportFailure);
    },
    reportFailure
  );
}

// Receipts are small and many, so they are scanned in black and white.
function scanReceipt(till) {
  if (!DWObject) return;
  DWObject.AcquireImage(
    {
      IfShowUI: false,
      PixelType: Dynamsoft.DWT.EnumDWT_PixelType.TWPT_BW,
      Resolution: 150,
    },
    function () {
      const receipt = DWObject.CurrentImageIndexInBuffer;
      DWObject.SaveAsJPEG("receipt-" + till + ".jpg", receipt, saved, reportFailure);
    },
    function (configuration, errorCode, errorString) {
      reportFailure(errorCode, errorString);
    }
  );
}

function savePage() {
  if (!DWObject || DWObject.HowManyImagesInBuffer === 0) return;
  const name = document.getElementById("file-name").value;
  DWObject.SaveAsJPEG(name + ".jpg", DWObject.CurrentImageIndexInBuffer, saved, reportFailure);
}

function showPageCount() {
  showStatus(DWObject.HowManyImagesInBuffer + " pages.");
}

// Hover the numbers in an editor to see what they mean.
const CANCELLED = -1032;
const FEEDER_TROUBLE = [-1020, -1021];

function reportFailure(errorCode, errorString) {
  if (errorCode === CANCELLED) return;
  if (FEEDER_TROUBLE.includes(errorCode)) {
    showStatus("Please take the paper out and try again.");
    return;
  }
  switch (errorCode) {
    case -1004:
      showStatus("The scanner is still in use.");
      break;
    case -1073:
      showStatus("This page cannot be a JPEG file.");
      break;
    default:
      showStatus("Error " + errorCode + ": " + errorString);
  }
}
