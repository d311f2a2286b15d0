using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Quality.Complaints;

/// <summary>The officer establishes the two facts and decides; every revision is kept, and what pay reads is told with it.</summary>
internal sealed class DecideComplaint(Db db, ShopDirectory shops, TimeProvider time)
{
    public const string Upheld = "complaint.upheld";
    public const string Rejected = "complaint.rejected";

    private const long MostFen = 10_000_000;

    public sealed record ComplaintFactsRequest(long Version, bool? SaysOutside, bool? Contacted);

    /// <param name="Fen">What the grade costs unless said.</param>
    public sealed record ComplaintDecisionRequest(
        long Version, bool? Upheld, bool? SaysOutside, bool? Contacted, ComplaintBearer? Bearer, Guid? BearerId, long? Fen, string? Reason, string? Answer);

    /// <summary>Details of both facts; their subject is the complaint.</summary>
    public sealed record Decided(long Number, ComplaintGrade Grade, ComplaintBearer? Bearer, Guid? AgentId, long Fen, Guid? ConversationId, DateTimeOffset OpenedAt, Guid By);

    public sealed record ComplaintSettingsView(long Version, long SlightFen, long GeneralFen, long SeriousFen);

    public Task Establish(HttpContext http, Guid id, ComplaintFactsRequest request, CancellationToken cancel)
    {
        var (says, contacted) = (request.SaysOutside ?? throw Refusal.Invalid("saysOutside"), request.Contacted ?? throw Refusal.Invalid("contacted"));
        return Change(http, id, request.Version, ComplaintStepKind.Established, complaint =>
        {
            complaint.Establish(says, contacted);
            return Task.FromResult<string?>(null);
        }, cancel);
    }

    public Task Decide(HttpContext http, Guid id, ComplaintDecisionRequest request, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var upheld = request.Upheld ?? throw Refusal.Invalid("upheld");
        var (says, contacted) = (request.SaysOutside ?? throw Refusal.Invalid("saysOutside"), request.Contacted ?? throw Refusal.Invalid("contacted"));
        var reason = MessageText.Check(request.Reason, 500, "reason");
        var answer = string.IsNullOrWhiteSpace(request.Answer) ? null : MessageText.Check(request.Answer, 500, "answer");
        if (request.Fen is < 0 or > MostFen)
            throw Refusal.Invalid("fen", $"0–{MostFen}");
        return Change(http, id, request.Version, upheld ? ComplaintStepKind.Upheld : ComplaintStepKind.Rejected, async complaint =>
        {
            var names = await shops.Names(by.ShopId, cancel);
            if (request.BearerId is { } bearer && !names.ContainsKey(bearer))
                throw Refusal.Invalid("bearerId");
            var fen = request.Fen ?? (await db.ComplaintSettings(by.ShopId, cancel)).Of(Complaint.GradeOf(says, contacted));
            var now = time.Now();
            complaint.Decide(by.AgentId, upheld, says, contacted, request.Bearer, request.BearerId, fen, reason, answer, now);
            var decided = new Decided(complaint.Number, complaint.Grade, complaint.Bearer, complaint.BearerId, complaint.Fen, complaint.ConversationId, complaint.OpenedAt, by.AgentId);
            db.Record(new Fact { ShopId = by.ShopId, Type = upheld ? Upheld : Rejected, At = now, SubjectId = complaint.Id, Details = JsonSerializer.Serialize(decided, Stored.Json) });
            await db.Charge(complaint, by.Name, now, cancel);
            return complaint.BearerId is { } borne ? names.GetValueOrDefault(borne) : null;
        }, cancel);
    }

    private Task Change(HttpContext http, Guid id, long version, ComplaintStepKind kind, Func<Complaint, Task<string?>> work, CancellationToken cancel)
    {
        var by = http.Agent()!;
        return db.InTransaction(async () =>
        {
            // Touched first, which locks the row: of two officers at once the second finds another version.
            var taken = await db.Set<Complaint>().VisibleTo(by).Where(c => c.Id == id && c.Version == version).ExecuteUpdateAsync(c => c.SetProperty(x => x.Version, x => x.Version), cancel);
            var complaint = await db.Set<Complaint>().VisibleTo(by).AsTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) ?? throw Refusal.NotFound();
            if (taken == 0)
                throw Refusal.Conflict("complaint_changed");
            var before = Described(complaint);
            var bearer = await work(complaint);
            db.Step(complaint, kind, by.AgentId, by.Name, bearer, time.Now());
            Audit.Add(db, http, kind == ComplaintStepKind.Established ? "complaint.established" : "complaint.decided", string.Create(CultureInfo.InvariantCulture, $"客诉 {complaint.Number}"), before, Described(complaint));
        }, cancel);
    }

    private static object Described(Complaint c) => new { c.State, c.Grade, c.SaysOutside, c.Contacted, c.Bearer, c.Fen, c.Reason, c.Answer };

    public async Task<ComplaintSettingsView> Settings(Guid shopId, CancellationToken cancel)
    {
        var settings = await db.ComplaintSettings(shopId, cancel);
        return new(settings.Version, settings.SlightFen, settings.GeneralFen, settings.SeriousFen);
    }

    public async Task<ComplaintSettingsView> ChangeSettings(HttpContext http, ComplaintSettingsView request, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        foreach (var (fen, field) in new[] { (request.SlightFen, "slightFen"), (request.GeneralFen, "generalFen"), (request.SeriousFen, "seriousFen") })
        {
            if (fen is < 0 or > MostFen)
                throw Refusal.Invalid(field, $"0–{MostFen}");
        }
        await db.InTransaction(async () =>
        {
            var row = await db.Set<ComplaintSettings>().AsTracking().SingleOrDefaultAsync(s => s.ShopId == shopId, cancel);
            if ((row?.Version ?? 0) != request.Version)
                throw Refusal.Conflict("settings_changed");
            if (row is null)
                db.Add(row = new ComplaintSettings { ShopId = shopId });
            var before = new { row.SlightFen, row.GeneralFen, row.SeriousFen };
            (row.Version, row.SlightFen, row.GeneralFen, row.SeriousFen) = (row.Version + 1, request.SlightFen, request.GeneralFen, request.SeriousFen);
            Audit.Add(db, http, "complaint_settings.changed", "客诉设置", before, new { row.SlightFen, row.GeneralFen, row.SeriousFen });
        }, cancel);
        db.ChangeTracker.Clear();
        return await Settings(shopId, cancel);
    }
}
