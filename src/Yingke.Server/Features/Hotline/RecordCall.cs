using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Hotline;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations.Categories;
using Yingke.Server.Features.Tickets;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Hotline;

/// <summary>What the agent keeps of a call: what it was about, its category, and who it was.</summary>
internal sealed class RecordCall(Db db, TimeProvider time)
{
    /// <summary>Both as they shall stand; an empty note is none, a category stays once there is one.</summary>
    public sealed record CallNoteRequest(string? Note, Guid? CategoryId);

    /// <summary>A buyer whom the shop knows, or the name of a new one.</summary>
    public sealed record CallerRequest(Guid? BuyerId, string? Name);

    public sealed record WholePhone(string? Phone);

    public sealed record FoundBuyers(IReadOnlyList<NamedAgent> Items);

    public Task<Call> Write(CurrentAgent by, Guid id, CallNoteRequest request, CancellationToken cancel)
    {
        var note = Words.Text(request.Note, "note", Call.MaxNote);
        return db.InTransaction(async () =>
        {
            var (call, now) = (await Hold(by.ShopId, id, cancel), time.Now());
            if (request.CategoryId is { } category)
                await db.Categorize(new() { ShopId = by.ShopId, SubjectId = id, Kind = CategorySubject.Call, CategoryId = category, AgentId = by.AgentId, At = now }, cancel);
            call.Write(note, by.AgentId, now);
            return call;
        }, cancel);
    }

    /// <summary>The call and all earlier ones from that number that were nobody's are the buyer's from now on; a new buyer gets the number.</summary>
    public Task<Call> Link(HttpContext http, Guid id, CallerRequest request, CancellationToken cancel)
    {
        var by = http.Agent()!;
        if (request.BuyerId is null == request.Name is null)
            throw Refusal.Invalid("buyerId", "either a buyer or the name of a new one");
        var name = request.Name is null ? null : MessageText.Check(request.Name, 60, "name");
        return db.InTransaction(async () =>
        {
            var (call, now) = (await Hold(by.ShopId, id, cancel), time.Now());
            var buyer = request.BuyerId is { } known
                ? await db.Set<Buyer>().AsTracking().SingleOrDefaultAsync(b => b.ShopId == by.ShopId && b.Id == known, cancel) ?? throw Refusal.Invalid("buyerId")
                : db.Add(new Buyer { ShopId = by.ShopId, Id = Guid.CreateVersion7(now), Name = name!, CreatedAt = now }).Entity;
            buyer.Phone ??= call.Phone;
            call.LinkTo(buyer.Id);
            TakeCalls.RecordAnswer(db, call, now);
            Audit.Add(db, http, "call.linked", buyer.Name);
            if (call.Phone is { } phone)
            {
                foreach (var earlier in await db.Set<Call>().AsTracking().Where(c => c.ShopId == by.ShopId && c.Phone == phone && c.BuyerId == null && c.Id != id).Take(1000).ToListAsync(cancel))
                    earlier.LinkTo(buyer.Id);
            }
            return call;
        }, cancel);
    }

    /// <summary>The whole number, and a line in the audit log that it was looked at.</summary>
    public async Task<WholePhone> RevealPhone(HttpContext http, Guid id, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var call = await db.Set<Call>().SingleOrDefaultAsync(c => c.ShopId == shopId && c.Id == id, cancel) ?? throw Refusal.NotFound();
        if (call.Phone is null)
            return new(null);
        Audit.Add(db, http, "call.phone_revealed", Domain.Buyers.Phone.Masked(call.Phone));
        await db.SaveChangesAsync(cancel);
        return new(call.Phone);
    }

    /// <summary>Buyers to link a call to: by name, member id or whole number.</summary>
    public async Task<FoundBuyers> Buyers(HttpContext http, CancellationToken cancel, string? q = null)
    {
        var shopId = http.Agent()!.ShopId;
        if (q is not { Length: <= 60 } || q.Trim() is not { Length: > 0 } words)
            throw Refusal.Invalid("q", "1–60 characters");
        var pattern = "%" + words.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%";
        var forms = Domain.Buyers.Phone.Key(words) is { } number ? Domain.Buyers.Phone.Forms(number) : [];
        return new(await db.Set<Buyer>().Where(b => b.ShopId == shopId && (EF.Functions.Like(b.Name, pattern, @"\") || b.MemberId == words || b.Phone != null && forms.Contains(b.Phone)))
            .OrderByDescending(b => b.Id).Take(20).Select(b => new NamedAgent(b.Id, b.Name)).ToListAsync(cancel));
    }

    private async Task<Call> Hold(Guid shopId, Guid id, CancellationToken cancel) =>
        (db.Dialect.IsPostgres
            ? await db.Set<Call>().FromSqlRaw("SELECT * FROM calls WHERE shop_id = {0} AND id = {1} FOR UPDATE", shopId, id).AsTracking().SingleOrDefaultAsync(cancel)
            : await db.Set<Call>().AsTracking().SingleOrDefaultAsync(c => c.ShopId == shopId && c.Id == id, cancel)) ?? throw Refusal.NotFound();
}
