export const STYLES = `
.trade{width:230px;max-width:100%;display:flex;flex-direction:column;gap:6px}
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
.sheet .badge2{font-size:12px;line-height:18px;border:1px solid var(--line);border-radius:4px;padding:0 6px;white-space:nowrap}
.sheet ol{list-style:none;margin:0;padding:6px 0 0;border-top:1px solid var(--line)}
.sheet li{display:flex;gap:8px;font-size:12px;line-height:18px;color:var(--second);padding:2px 0}
.sheet li:first-child{color:var(--text)}
.sheet li time{flex:none;font-variant-numeric:tabular-nums}
`;
