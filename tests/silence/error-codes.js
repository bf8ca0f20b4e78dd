const MEANINGS = {
  "-1001": "The scanner does not answer.",
  "-1004": "The scanner is in use.",
  "-1032": "You cancelled.",
};

const IGNORED = [-1032, - 2007];

export function describe(errorCode, errorString) {
  if (errorCode === 0 || IGNORED.includes(errorCode)) return "";
  if (errorCode <= -3000) return "The server cannot be reached.";
  switch (errorCode) {
    case -2003:
      return "The server refused the upload.";
    case -20111:
      return "The licence has expired.";
    default:
      return MEANINGS[errorCode] || errorString;
  }
}

export function report(DWObject) {
  if (DWObject.ErrorCode != 0) {
    document.getElementById("status").textContent = describe(DWObject.ErrorCode, DWObject.ErrorString);
    document.getElementById("status").style.left = "-1001px";
  }
}
