using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Quality.Complaints;

/// <summary>An upheld complaint is charged once, in the transaction that decides it. A decision that is revised takes the row off by another, for nothing in the ledger changes. (spec: quality.md, Complaints)</summary>
internal static class ChargeComplaint
{
    public static async Task Charge(this Db db, Complaint complaint, string byName, DateTimeOffset now, CancellationToken cancel)
    {
        var company = complaint.Bearer == ComplaintBearer.Company ? await db.Set<Agent>().Where(a => a.ShopId == complaint.ShopId && a.Id == complaint.AgentId).Select(a => a.Company).SingleOrDefaultAsync(cancel) : null;
        // Points count in the score of whoever bears it; a company has none.
        var hundredths = complaint.State == ComplaintState.Upheld && complaint.BearerId is not null ? -(await db.PaySettings(complaint.ShopId, cancel)).Hundredths(PointCause(complaint.Grade)) : 0;
        var number = complaint.Number.ToString(CultureInfo.InvariantCulture);
        if (complaint.ChargeId is { } charged)
        {
            var old = await db.Set<LedgerRow>().SingleAsync(r => r.ShopId == complaint.ShopId && r.Id == charged, cancel);
            if (complaint.State == ComplaintState.Upheld && (old.AgentId, old.Company, old.Fen, old.Hundredths) == (complaint.BearerId, company, -complaint.Fen, hundredths))
                return;
            complaint.Charged(null);
            await db.Enter(old.Off(now, byName, $"客诉 {number} 改判（冲销：{old.Details}）"), cancel);
        }
        // What our own company bears is nobody's penalty.
        if (complaint.State != ComplaintState.Upheld || (complaint.BearerId is null && company is null))
            return;
        var again = await db.Set<LedgerRow>().AnyAsync(r => r.ShopId == complaint.ShopId && r.Cause == Ledger.Complaint && r.SubjectId == complaint.Id, cancel);
        var row = new LedgerRow
        {
            ShopId = complaint.ShopId, Cause = Ledger.Complaint, SubjectId = again ? Guid.CreateVersion7(now) : complaint.Id, AgentId = complaint.BearerId, Company = company, Fen = -complaint.Fen, Hundredths = hundredths, At = now,
            Details = $"客诉 {number}：{complaint.Reason}", ConversationId = complaint.ConversationId, ByName = byName,
        };
        await db.Enter(row, cancel);
        complaint.Charged(row.Id);
    }

    private static string PointCause(ComplaintGrade grade) => grade switch
    {
        ComplaintGrade.Slight => "complaint_slight",
        ComplaintGrade.General => "complaint_general",
        _ => "complaint_serious",
    };
}
