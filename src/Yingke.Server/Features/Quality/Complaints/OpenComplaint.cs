using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Orders;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Tickets;
using Yingke.Server.Features.Tickets.Callbacks;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Quality.Complaints;

/// <summary>What a buyer reads of an own complaint.</summary>
internal sealed record BuyerComplaint(Guid Id, long Number, string Text, string? OrderNumber, DateTimeOffset OpenedAt, ComplaintState State, string? Answer, DateTimeOffset? DecidedAt)
{
    public static BuyerComplaint Of(Complaint c) => new(c.Id, c.Number, c.Text, c.OrderNumber, c.OpenedAt, c.State, c.Answer, c.DecidedAt);
}

/// <summary>投诉: the buyer opens a complaint; officers are told, the agent concerned is not; the call-back of the next day is planned (spec: quality.md, Complaints).</summary>
internal sealed class OpenComplaint(Db db, ShopDirectory shops, PlanCallbacks callbacks, RaiseAlerts alerts, Pump pump, TimeProvider time)
{
    public const string Opened = "complaint.opened";
    public static readonly string[] Facts = [Opened];

    private const int MostOpen = 5;
    private const int Tries = 3;

    public sealed record ComplaintRequest(string? ClientId, string? Text, Guid? ConversationId, Guid? OrderId);

    public sealed record OwnComplaints(IReadOnlyList<BuyerComplaint> Items);

    public async Task<OwnComplaints> Own(CurrentVisitor visitor, CancellationToken cancel)
    {
        var own = await db.Set<Complaint>().Where(c => c.ShopId == visitor.ShopId && c.BuyerId == visitor.BuyerId).OrderByDescending(c => c.Number).Take(50).ToListAsync(cancel);
        return new(own.ConvertAll(BuyerComplaint.Of));
    }

    public async Task<BuyerComplaint> Handle(CurrentVisitor visitor, ComplaintRequest request, CancellationToken cancel)
    {
        var clientId = SendMessage.CheckClientId(request.ClientId);
        var text = MessageText.Check(request.Text, 1000);
        for (var i = 1; ; i++)
        {
            try
            {
                var opened = await db.InTransaction(() => Open(visitor, clientId, text, request, cancel), cancel);
                pump.Wake();
                return BuyerComplaint.Of(opened);
            }
            catch (DbUpdateException twice) when (i < Tries && db.Dialect.UniqueViolation(twice) is not null)
            {
                // The same one came twice, or another buyer took the number: the next look finds it.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<Complaint> Open(CurrentVisitor visitor, string clientId, string text, ComplaintRequest request, CancellationToken cancel)
    {
        var all = db.Set<Complaint>().Where(c => c.ShopId == visitor.ShopId);
        if (await all.SingleOrDefaultAsync(c => c.BuyerId == visitor.BuyerId && c.ClientId == clientId, cancel) is { } earlier)
            return earlier;
        if (await all.CountAsync(c => c.BuyerId == visitor.BuyerId && c.State == ComplaintState.Open, cancel) >= MostOpen)
            throw Refusal.Conflict("too_many_complaints");
        var talk = request.ConversationId is { } conversation
            ? await db.Set<Conversation>().SingleOrDefaultAsync(c => c.ShopId == visitor.ShopId && c.Id == conversation && c.BuyerId == visitor.BuyerId, cancel) ?? throw Refusal.Invalid("conversationId")
            : null;
        var order = request.OrderId is { } id
            ? await db.Set<Order>().SingleOrDefaultAsync(o => o.ShopId == visitor.ShopId && o.Id == id && o.BuyerId == visitor.BuyerId, cancel) ?? throw Refusal.Invalid("orderId")
            : null;
        var (shop, now) = (await shops.Shop(visitor.ShopId, cancel), time.Now());
        var number = (await all.MaxAsync(c => (long?)c.Number, cancel) ?? 0) + 1;
        var complaint = Complaint.Open(visitor.ShopId, number, visitor.BuyerId, clientId, text, talk?.Id, talk?.AgentId, order?.Id, order?.Number, now);
        db.Add(complaint);
        var buyer = await db.Set<Buyer>().Where(b => b.ShopId == visitor.ShopId && b.Id == visitor.BuyerId).Select(b => b.Name).SingleAsync(cancel);
        db.Step(complaint, ComplaintStepKind.Opened, null, buyer, null, now);
        callbacks.OfComplaint(shop, await db.TicketSettings(shop.Id, cancel), complaint, (await Officers.For(db, shop.Id, complaint.AgentId, cancel)).Cast<Guid?>().FirstOrDefault(), buyer, now);
        db.Record(new Fact { ShopId = shop.Id, Type = Opened, At = now, SubjectId = complaint.Id });
        return complaint;
    }

    /// <summary>Every officer, and nobody else.</summary>
    public async Task React(Fact fact, Aftermath aftermath, CancellationToken cancel)
    {
        var complaint = await db.Set<Complaint>().SingleOrDefaultAsync(c => c.ShopId == fact.ShopId && c.Id == fact.SubjectId, cancel);
        if (complaint is null)
            return;
        var buyer = await db.Set<Buyer>().Where(b => b.ShopId == fact.ShopId && b.Id == complaint.BuyerId).Select(b => b.Name).SingleOrDefaultAsync(cancel);
        foreach (var officer in await Officers.For(db, fact.ShopId, complaint.AgentId, cancel))
        {
            await alerts.Raise(new Alert
            {
                ShopId = fact.ShopId, Id = Guid.CreateVersion7(fact.At), Key = $"complaint:{complaint.Id}:{officer}", Kind = AlertKind.Complaint, AgentId = officer, SubjectId = complaint.Id, Name = buyer,
                Text = complaint.Text.Length > 200 ? complaint.Text[..(char.IsHighSurrogate(complaint.Text[199]) ? 199 : 200)] : complaint.Text, At = fact.At,
            }, [Audiences.Agent(officer)], aftermath, cancel);
        }
    }
}
