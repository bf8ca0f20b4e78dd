import { useEffect, useRef, useState } from "react";
import Dynamsoft from "dwt";

export function ScanPanel({ host, secure }) {
  const twain = useRef(null);
  const [pages, setPages] = useState(0);

  useEffect(() => {
    Dynamsoft.DWT.CreateDWTObjectEx(
      { WebTwainId: "panel" },
      (created) => {
        twain.current = created;
      },
      (error) => console.error(error)
    );
    return () => Dynamsoft.DWT.DeleteDWTObject("panel");
  }, []);

  const scan = async () => {
    const dwt = twain.current;
    await dwt.SelectSourceAsync();
    await dwt.AcquireImageAsync({ IfDisableSourceAfterAcquire: true, IfCloseSourceAfterAcquire: true, PixelType: 1 });
    setPages(dwt.HowManyImagesInBuffer);
  };

  const send = () => {
    const dwt = twain.current;
    dwt.IfSSL = secure;
    dwt.HTTPPort = secure ? 443 : 80;
    dwt.HTTPUploadAllThroughPostAsPDF(host, "/in", "scan.pdf", () => {}, (code, text) => console.error(code, text));
  };

  return (
    <section class="panel" data-pages={pages}>
      <button onClick={scan}>Scan</button>
      <button onClick={send} disabled={pages === 0}>
        Send {pages} {pages === 1 ? "page" : "pages"}
      </button>
    </section>
  );
}
