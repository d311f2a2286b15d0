import { LOG } from './styles.log';

const FRAME = `
.yk{all:initial;display:block;font:14px/22px "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif;color:var(--text);
  -webkit-text-size-adjust:100%;direction:ltr;text-align:start}
.yk *,.yk *::before{box-sizing:border-box}
[hidden]{display:none!important}
h2,p{margin:0;font:inherit}
small{font-size:12px;line-height:18px;color:var(--second)}
.num{font-variant-numeric:tabular-nums}
button{font:inherit;color:inherit;background:none;border:0;padding:0;margin:0;cursor:pointer;-webkit-tap-highlight-color:transparent}
button:disabled{cursor:default}
:focus-visible{outline:2px solid var(--text);outline-offset:1px}
a{color:inherit}
.launcher{position:fixed;bottom:24px;right:24px;width:56px;height:56px;border-radius:28px;background:var(--primary);color:var(--ink);
  display:grid;place-items:center;box-shadow:0 2px 10px #0003;pointer-events:auto}
.left .launcher{right:auto;left:24px}
.launcher svg+svg,.launcher.open svg{display:none}
.launcher.open svg+svg{display:block}
.badge{position:absolute;top:-4px;right:-4px;min-width:20px;height:20px;padding:0 5px;border-radius:10px;background:var(--bad);color:var(--onbad);
  font-size:12px;line-height:20px;text-align:center;font-variant-numeric:tabular-nums}
.panel{position:fixed;right:24px;bottom:92px;width:380px;height:600px;max-width:calc(100vw - 48px);max-height:calc(100vh - 108px);display:flex;
  flex-direction:column;background:var(--ground);border:1px solid var(--line);border-radius:10px;overflow:hidden;box-shadow:0 6px 28px #0003;
  pointer-events:auto;outline:0}
.left .panel{right:auto;left:24px}
.panel.phone,.whole .panel{inset:0;width:auto;height:auto;max-width:none;max-height:none;border:0;border-radius:0;box-shadow:none}
.panel.phone{bottom:auto;height:100%;box-shadow:0 0 0 100vmax var(--surface)}
.whole{position:fixed;inset:0;background:var(--ground)}
.whole .panel:not(.phone){max-width:720px;margin:0 auto;border-inline:1px solid var(--line)}
.panel.phone~.launcher.open{display:none}
header{background:var(--surface);border-bottom:1px solid var(--line);flex:none}
.bar{display:flex;align-items:center;gap:4px;padding:10px 8px 10px 12px;min-height:60px}
.face{flex:none;width:36px;height:36px;border-radius:18px;background:var(--primary);color:var(--ink);display:grid;place-items:center;
  font-size:16px;overflow:hidden;margin-right:6px}
.face img{width:100%;height:100%;object-fit:cover}
.who{flex:1;min-width:0}
.who h2{font-size:16px;line-height:22px;font-weight:600}
.who h2,.who p{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.who p{font-size:12px;line-height:18px;color:var(--second);min-height:18px}
.ib{flex:none;width:36px;height:36px;border-radius:6px;display:grid;place-items:center;color:var(--second)}
.ib:hover{background:var(--ground);color:var(--text)}
.ib.tiny{width:28px;height:28px}
.text{color:var(--text);text-decoration:underline;text-underline-offset:3px;padding:0 4px;border-radius:4px;white-space:nowrap}
.text.strong{color:var(--bad)}
.small{flex:none;background:var(--primary);color:var(--ink);border-radius:6px;padding:3px 12px;min-height:28px}
.small:disabled{opacity:.5}
.ask{display:flex;gap:8px;align-items:center;justify-content:flex-end;padding:6px 12px;border-top:1px solid var(--line);background:var(--surface);
  font-size:13px}
.ask span{flex:1}
.status{flex:none;font-size:12px;line-height:18px;color:var(--second);background:var(--surface)}
.status>*{border-bottom:1px solid var(--line)}
.status p{padding:7px 12px}
.status .ask{border-top:0}
.cut{color:var(--text);background:var(--ground)}
.queue{display:flex;align-items:center;padding-right:8px}
.queue p{flex:1;color:var(--text)}
.top{flex:none;background:var(--surface);border-bottom:1px solid var(--line);padding:6px 8px 8px 12px}
.top>div{display:flex;align-items:center;gap:8px}
.card{display:flex;gap:10px;align-items:center;min-width:0;flex:1;text-decoration:none}
.card img{flex:none;width:48px;height:48px;border-radius:4px;object-fit:cover;background:var(--ground)}
.card svg{flex:none;color:var(--second)}
.words{display:flex;flex-direction:column;min-width:0}
.words b{font-weight:400;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.blank{flex:none;padding:10px 12px;text-align:center;color:var(--second);background:var(--surface);border-bottom:1px solid var(--line)}
.composer{flex:none;background:var(--surface);border-top:1px solid var(--line);padding-bottom:env(safe-area-inset-bottom)}
.composer .line{display:flex;align-items:flex-end;gap:2px;padding:8px}
.composer textarea{flex:1;min-width:0;resize:none;border:1px solid var(--line);border-radius:6px;background:var(--ground);color:var(--text);
  font:inherit;padding:6px 10px;min-height:36px;max-height:120px;margin:0 4px;overflow-y:auto}
textarea:focus-visible{outline-color:var(--primary);outline-offset:-1px}
textarea::placeholder{color:var(--third);opacity:1}
.send{flex:none;width:36px;height:36px;border-radius:18px;background:var(--primary);color:var(--ink);display:grid;place-items:center}
.send:disabled{background:var(--ground);color:var(--third)}
.hint{padding:6px 12px 0;color:var(--bad);font-size:12px;line-height:18px}
.emoji{display:grid;grid-template-columns:repeat(8,1fr);gap:2px;padding:8px 8px 0;max-height:176px;overflow-y:auto}
.emoji button{height:36px;border-radius:6px;font-size:20px;line-height:36px}
.emoji button:hover{background:var(--ground)}
.staged{display:flex;gap:6px;padding:8px 8px 0;overflow-x:auto}
.chip{display:flex;align-items:center;gap:6px;border:1px solid var(--line);border-radius:6px;padding:4px;flex:none;max-width:200px;font-size:12px;
  line-height:18px}
.chip img{width:36px;height:36px;object-fit:cover;border-radius:4px}
.veil{position:absolute;inset:8px;border:2px dashed var(--primary);border-radius:8px;background:var(--surface);opacity:.94;display:grid;
  place-items:center;pointer-events:none;font-size:16px}
.phone textarea{font-size:16px}
.phone .ib{width:40px;height:40px}
.phone .send{width:40px;height:40px;border-radius:20px}
.phone .composer textarea{min-height:40px;padding:8px 10px}
@media (prefers-reduced-motion:no-preference){.panel{animation:yk .12s ease-out}@keyframes yk{from{opacity:0;transform:translateY(8px)}}}
`;

/** Adopted sheets need neither inline styles nor a style element: the page's content security policy does not stop them. */
export function dress(shadow: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(FRAME + LOG);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement('style');
    style.textContent = FRAME + LOG;
    shadow.append(style);
  }
}
