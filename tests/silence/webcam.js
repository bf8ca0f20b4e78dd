// A camera gives colour.
function capture() {
  const webcam = DWObject.Addon.Webcam;
  webcam.SelectSource(webcam.GetSourceNames()[0]);
  webcam.CaptureImage(
    function () {
      DWObject.SaveAsJPEG("visitor.jpg", DWObject.CurrentImageIndexInBuffer, done, failed);
    },
    failed
  );
}

function done() {}

function failed(errorCode, errorString) {
  console.log(errorCode, errorString);
}
