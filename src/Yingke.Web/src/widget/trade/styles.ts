export const STYLES = `
.trade{width:230px;max-width:100%;display:flex;flex-direction:column;gap:6px}
.robot{max-width:100%}
.choices{display:flex;flex-direction:column;align-items:flex-start;gap:6px;margin-top:6px}
.choices .tag{text-align:start;background:var(--surface)}
.robot .text{color:var(--second)}
.robot .text[aria-pressed=true]{color:var(--text);font-weight:600;text-decoration:none}
.trade b{font-weight:600;overflow-wrap:anywhere}
.trade small{display:block}
.trade .row,.sheet .row{display:flex;justify-content:space-between;gap:8px;align-items:baseline}
.trade s{color:var(--third);margin-right:6px}
.trade .sum{font-size:16px;font-variant-numeric:tabular-nums}
.trade .items{display:flex;flex-direction:column;gap:6px}
.trade .small{width:100%;min-height:32px}
.trade .state{color:var(--second);font-size:12px;line-height:18px}
.sheet{position:absolute;inset:60px 0 0;background:var(--ground);overflow-y:auto;padding:12px;outline:0;z-index:1}
.sheet .bar2{display:flex;justify-content:space-between;align-items:center;margin-bottom:8px}
.sheet h3{margin:0;font:inherit;font-weight:600}
.sheet .order{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:10px 12px;margin-bottom:10px;display:flex;flex-direction:column;gap:6px}
.sheet .voucher{border:1px dashed var(--line);border-radius:6px;padding:6px 8px}
.sheet .voucher small{display:block;color:var(--second);overflow-wrap:anywhere}
.sheet .badge2{font-size:12px;line-height:18px;border:1px solid var(--line);border-radius:4px;padding:0 6px;white-space:nowrap}
.sheet ol{list-style:none;margin:0;padding:6px 0 0;border-top:1px solid var(--line)}
.sheet li{display:flex;gap:8px;font-size:12px;line-height:18px;color:var(--second);padding:2px 0}
.sheet li:first-child{color:var(--text)}
.after{border-top:1px solid var(--line);padding-top:6px;width:100%}
.bub .after{border-top:0;padding-top:0;width:230px}
.after .now{margin:0;font-weight:600}
.after .slip{border:1px dashed var(--line);border-radius:6px;padding:6px 8px}
.after dl{display:grid;grid-template-columns:auto 1fr;gap:0 8px;margin:4px 0;font-size:12px;line-height:18px;overflow-wrap:anywhere}
.after dt{color:var(--second)}
.after dd{margin:0}
.after form,.sheet .apply{display:flex;flex-direction:column;gap:6px;margin-top:6px}
.after form[hidden],.sheet .apply[hidden]{display:none}
.after input,.sheet .apply input,.sheet .apply select,.sheet .apply textarea{width:100%;box-sizing:border-box;min-height:32px;padding:4px 8px;border:1px solid var(--line);border-radius:6px;background:var(--surface);color:var(--text);font:inherit}
.sheet .apply .row input{width:88px}
.sheet .apply .state,.after .state{margin:0;color:var(--second);font-size:12px;line-height:18px;overflow-wrap:anywhere}
.sheet .order>div>.text{padding-inline:0;text-align:start}
.after .stars2{display:flex;gap:2px}
.sheet li time{flex:none;font-variant-numeric:tabular-nums}
`;
