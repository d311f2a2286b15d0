/** What stands in the log. */
export const LOG = `
.logwrap{position:relative;flex:1;min-height:0;display:flex}
.log{flex:1;min-width:0;overflow-y:auto;overscroll-behavior:contain;overflow-anchor:none;padding:12px;position:relative}
.log:focus-visible{outline-offset:-2px}
.rows{display:flow-root}
.older{display:block;margin:0 auto 8px;font-size:12px;line-height:18px;color:var(--second)}
.time,.notice{text-align:center;font-size:12px;line-height:18px;color:var(--third);margin:12px 0 8px;overflow-wrap:anywhere}
.notice{color:var(--second);margin:8px 24px}
.msg{display:flex;flex-direction:column;align-items:flex-start;margin-top:4px}
.msg.first{margin-top:12px}
.rows>:first-child{margin-top:0}
.own{align-items:flex-end}
.name:empty,.mark:empty{display:none}
.name{margin-bottom:2px}
.bub{max-width:78%;padding:7px 11px;border-radius:8px;background:var(--surface);border:1px solid var(--line);overflow-wrap:anywhere}
.own .bub{background:var(--primary);color:var(--ink);border-color:transparent}
.bub p{white-space:pre-wrap}
.bub a{text-underline-offset:2px}
.bub .gone{color:var(--second);font-size:12px;line-height:18px}
.is-image .bub{padding:0;background:none;border:0}
.picture{display:block}
.picture img{display:block;max-width:220px;max-height:260px;border-radius:8px;border:1px solid var(--line);background:var(--surface);object-fit:cover}
.own .card small,.own .card svg{color:inherit}
.bub .card{width:216px;max-width:100%}
.is-product_card .bub,.is-card .bub{background:var(--surface);color:var(--text);border-color:var(--line)}
.is-product_card .words b{white-space:normal;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2}
.mark{display:flex;gap:4px;font-size:12px;line-height:18px;color:var(--third);margin-top:2px}
.mark.failed{color:var(--bad)}
.typing{font-size:12px;line-height:18px;color:var(--second);margin-top:8px}
.jump{position:absolute;right:12px;bottom:10px;min-width:36px;height:32px;padding:0 12px;border-radius:16px;background:var(--surface);
  border:1px solid var(--line);box-shadow:0 1px 6px #0002;font-size:13px}
.inflow{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:6px 10px 8px;margin:8px 0}
.rating{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:10px 12px;margin:12px 0;text-align:center}
.rating small{display:block;overflow-wrap:anywhere}
.stars{display:flex;justify-content:center;align-items:center;flex-wrap:wrap}
.stars button{width:40px;height:40px;font-size:26px;line-height:40px;color:var(--third);border-radius:6px}
.stars .on,.given{color:var(--star)}
.label{width:100%;font-size:12px;line-height:18px;color:var(--second);min-height:18px}
.tags{display:flex;flex-wrap:wrap;gap:6px;justify-content:center;margin:6px 0 8px}
.tag{border:1px solid var(--line);border-radius:14px;padding:2px 10px;font-size:13px}
.tag[aria-pressed=true]{border-color:var(--text);background:var(--ground)}
.rating textarea{display:block;width:100%;border:1px solid var(--line);border-radius:6px;background:var(--ground);color:var(--text);font:inherit;
  padding:6px 10px;resize:none;margin-bottom:8px}
.bad{color:var(--bad);font-size:12px;line-height:18px}
`;
