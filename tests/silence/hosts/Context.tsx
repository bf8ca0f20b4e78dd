import { createContext, useContext, useEffect, useRef, useState } from 'react';
import Dynamsoft from 'dwt';
import type { WebTwain } from 'dwt/dist/types/WebTwain';

const Scanner = createContext<WebTwain | null>(null);

export function Page({ id }: { id: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [scanner, setScanner] = useState<WebTwain | null>(null);
  useEffect(() => {
    Dynamsoft.DWT.CreateDWTObjectEx({ WebTwainId: id }, (made) => { made.Viewer.bind(box.current!); setScanner(made); }, console.error);
  }, [id]);
  return (
    <Scanner.Provider value={scanner}>
      <div ref={box} />
      <Upload scanner={scanner} isSecure={location.protocol === 'https:'} />
      <Settings unit={{ SelectSourceX: 1 }} />
    </Scanner.Provider>
  );
}

function Upload({ scanner, isSecure }: { scanner: WebTwain | null; isSecure: boolean }) {
  const send = () => {
    if (!scanner) return;
    scanner.IfSSL = isSecure;
    scanner.HTTPPort = isSecure ? 443 : 80;
    scanner.HTTPUploadAllThroughPostAsPDF(location.hostname, '/in', 'scan.pdf', () => {}, (code, text) => console.error(code, text));
  };
  return <button onClick={send}>Send</button>;
}

function Settings({ unit }: { unit: { SelectSourceX: number } }) {
  const scanner = useContext(Scanner);
  return <p>{unit.SelectSourceX} {scanner?.HowManyImagesInBuffer}</p>;
}
