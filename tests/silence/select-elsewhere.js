// The source is selected when the list changes; the settings are made when the page is ready. Nothing says in which
// order the two happen.
function sourceChanged(list) {
  DWObject.SelectSourceByIndex(list.selectedIndex);
}

function ready() {
  DWObject = Dynamsoft.DWT.GetWebTwain("pages");
  DWObject.IfDisableSourceAfterAcquire = true;
  DWObject.IfShowUI = false;
}

function chooseScanner(name) {
  switch (name) {
    case "first":
      DWObject.SelectSourceByIndex(0);
      break;
    default:
      DWObject.IfDisableSourceAfterAcquire = true;
  }
}

function chooseOrPrepare(choose) {
  if (choose) {
    DWObject.SelectSourceByIndex(0);
    return;
  }
  DWObject.IfDisableSourceAfterAcquire = true;
}

document.getElementById("source").onchange = function () {
  sourceChanged(this);
};
document.getElementById("prepare").onclick = ready;
