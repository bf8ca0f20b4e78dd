// Everything a careful scan does, without the switch of the guide.
function scanOnce() {
  DWObject.CloseSource();
  DWObject.SelectSource(
    function () {
      DWObject.OpenSource();
      if (DWObject.ErrorCode !== 0) {
        report(DWObject.ErrorCode, DWObject.ErrorString);
        return;
      }
      DWObject.IfFeederEnabled = true;
      DWObject.IfAutoFeed = true;
      DWObject.XferCount = -1;
      DWObject.AcquireImage(release, function (code, text) {
        release();
        report(code, text);
      });
    },
    function () {}
  );
}

function release() {
  DWObject.CloseSource();
}

function report(code, text) {
  if (code !== -1032) alert(text);
}
