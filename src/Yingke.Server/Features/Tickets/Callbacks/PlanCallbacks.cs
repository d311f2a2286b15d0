using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Quality;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Tickets.Callbacks;

/// <summary>Where call-backs come from: a complaint, a message left after hours, somebody's plan (spec: tickets-hotline.md, Call-backs).</summary>
internal sealed class PlanCallbacks(Db db, ShopDirectory shops, TimeProvider time)
{
    public const string Clock = "callback";
    public static readonly string[] Facts = ["offline_message.left"];

    private const int FarthestDays = 366;
    private const int MostVisits = 1000;
    private static readonly TimeSpan Notice = TimeSpan.FromHours(6);

    public sealed record Request(Guid? BuyerId, Guid? ConversationId, Guid? TicketId, DateOnly? Day, Guid? AgentId, string? Note);

    public sealed record VisitsRequest(string? ClientId, string? Title, DateOnly? Day, IReadOnlyList<Guid>? BuyerIds, IReadOnlyList<Guid>? AgentIds, IReadOnlyList<string>? Questions);

    public sealed record Planned(int Count);

    /// <summary>Within the transaction that opens the ticket: the day after.</summary>
    public void AfterComplaint(Shop shop, TicketSettings settings, Ticket ticket, Guid buyerId, Guid by, DateTimeOffset now)
    {
        var day = CallbackDay.After(now, shop.Zone, workingDays: false, settings.Holidays);
        var who = ticket.AssigneeId ?? ticket.ResponsibleId ?? by;
        Add(shop, day, (at, due) => Callback.Plan(shop.Id, $"complaint:{ticket.Id}", CallbackCause.Complaint, buyerId, at, due, now, who, $"投诉工单 #{ticket.Number} {ticket.Title}", ticket.ConversationId, ticket.Id), ticket.Title);
    }

    /// <summary>Within the transaction that opens the complaint: the day after, by an officer. Without one it is nobody's, least of all the agent's whom it is about.</summary>
    public void OfComplaint(Shop shop, TicketSettings settings, Complaint complaint, Guid? officer, string buyer, DateTimeOffset now)
    {
        var day = CallbackDay.After(now, shop.Zone, workingDays: false, settings.Holidays);
        Add(shop, day, (at, due) => Callback.Plan(shop.Id, $"complaint:{complaint.Id}", CallbackCause.Complaint, complaint.BuyerId, at, due, now, officer, $"客诉 #{complaint.Number}"), buyer);
    }

    /// <summary>A message left outside the channel's hours. One conversation is called back once a day, however often its buyer comes.</summary>
    public async Task React(Fact fact, CancellationToken cancel)
    {
        var conversation = await db.Set<Conversation>().SingleOrDefaultAsync(c => c.ShopId == fact.ShopId && c.Id == fact.SubjectId, cancel);
        if (conversation is null)
            return;
        var shop = await db.Set<Shop>().SingleAsync(s => s.Id == fact.ShopId, cancel);
        if (Due.IsOpen(shop, conversation.Channel, fact.At))
            return;
        var settings = await db.TicketSettings(fact.ShopId, cancel);
        var day = CallbackDay.After(fact.At, shop.Zone, settings.CallbackOnWorkingDays, settings.Holidays);
        var key = $"offline:{conversation.Id}:{day:yyyyMMdd}";
        if (await db.Set<Callback>().AnyAsync(c => c.ShopId == fact.ShopId && c.Key == key, cancel))
            return;
        var name = await db.Set<Buyer>().Where(b => b.ShopId == fact.ShopId && b.Id == conversation.BuyerId).Select(b => b.Name).SingleOrDefaultAsync(cancel);
        Add(shop, day, (at, due) => Callback.Plan(fact.ShopId, key, CallbackCause.OfflineMessage, conversation.BuyerId, at, due, fact.At, null, conversation.LastText, conversation.Id), name ?? "—");
    }

    public async Task<Callback> ByHand(CurrentAgent by, Request request, CancellationToken cancel)
    {
        var (shop, now) = (await shops.Shop(by.ShopId, cancel), time.Now());
        var day = Day(request.Day, shop, now);
        var note = Words.Needed(request.Note, "note", 300);
        await Handlers.Check(db, by.ShopId, request.AgentId is { } to ? [to] : [], "agentId", cancel);
        var buyer = await db.Set<Buyer>().SingleOrDefaultAsync(b => b.ShopId == by.ShopId && b.Id == request.BuyerId, cancel) ?? throw Refusal.Invalid("buyerId");
        if (request.ConversationId is { } talk && !await db.Set<Conversation>().VisibleTo(by, db).AnyAsync(c => c.Id == talk && c.BuyerId == buyer.Id, cancel))
            throw Refusal.Invalid("conversationId");
        if (request.TicketId is { } ticket && !await db.Set<Ticket>().AnyAsync(t => t.ShopId == by.ShopId && t.Id == ticket, cancel))
            throw Refusal.Invalid("ticketId");
        // The same buyer on the same day once, however often the button is pressed.
        var key = $"hand:{buyer.Id}:{day:yyyyMMdd}";
        if (await db.Set<Callback>().AnyAsync(c => c.ShopId == by.ShopId && c.Key == key, cancel))
            throw Refusal.Conflict("callback_planned");
        Callback? planned = null;
        await db.InTransaction(() =>
        {
            planned = Add(shop, day, (at, due) => Callback.Plan(by.ShopId, key, CallbackCause.Hand, buyer.Id, at, due, now, request.AgentId ?? by.AgentId, note, request.ConversationId, request.TicketId), buyer.Name);
            return Task.CompletedTask;
        }, cancel);
        return planned!;
    }

    /// <summary>Visits to many, dealt out in turn to those who make them.</summary>
    public async Task<Planned> Visits(CurrentAgent by, VisitsRequest request, CancellationToken cancel)
    {
        var clientId = SendMessage.CheckClientId(request.ClientId);
        var (shop, now) = (await shops.Shop(by.ShopId, cancel), time.Now());
        var title = Words.Line(request.Title, "title", 60);
        var day = Day(request.Day, shop, now);
        var questions = (request.Questions ?? []).Select(q => Words.Line(q, "questions", 60)).ToList();
        var (buyerIds, agents) = ((request.BuyerIds ?? []).Distinct().ToList(), (request.AgentIds ?? []).Distinct().ToList());
        if (questions.Count > 10)
            throw Refusal.Invalid("questions", "at most 10");
        if (buyerIds.Count is 0 or > MostVisits)
            throw Refusal.Invalid("buyerIds", $"1–{MostVisits}");
        await Handlers.Check(db, by.ShopId, agents, "agentIds", cancel);
        if (await db.Set<VisitPlan>().SingleOrDefaultAsync(p => p.ShopId == by.ShopId && p.CreatedBy == by.AgentId && p.ClientId == clientId, cancel) is { } earlier)
            return new(await db.Set<Callback>().CountAsync(c => c.ShopId == by.ShopId && c.PlanId == earlier.Id, cancel));
        var buyers = await db.Set<Buyer>().Where(b => b.ShopId == by.ShopId && buyerIds.Contains(b.Id)).OrderBy(b => b.Id).ToListAsync(cancel);
        if (buyers.Count != buyerIds.Count)
            throw Refusal.Invalid("buyerIds", "buyers of this shop");
        if (agents.Count == 0)
            agents.Add(by.AgentId);
        await db.InTransaction(() =>
        {
            var plan = new VisitPlan { ShopId = by.ShopId, Title = title, Questions = questions, CreatedBy = by.AgentId, CreatedAt = now, ClientId = clientId };
            db.Add(plan);
            for (var i = 0; i < buyers.Count; i++)
            {
                var (buyer, agent) = (buyers[i], agents[i % agents.Count]);
                Add(shop, day, (at, due) => Callback.Plan(by.ShopId, $"visit:{plan.Id}:{buyer.Id}", CallbackCause.Visit, buyer.Id, at, due, now, agent, title, planId: plan.Id), buyer.Name);
            }
            return Task.CompletedTask;
        }, cancel);
        return new(buyers.Count);
    }

    private static DateOnly Day(DateOnly? asked, Shop shop, DateTimeOffset now)
    {
        var today = LocalDay.Of(now, shop.Zone);
        return asked is { } day && day >= today && day <= today.AddDays(FarthestDays) ? day : throw Refusal.Invalid("day", "today or later, within a year");
    }

    private Callback Add(Shop shop, DateOnly day, Func<DateTimeOffset, DateTimeOffset, Callback> make, string title)
    {
        var due = LocalDay.End(day, shop.Zone);
        var callback = make(LocalDay.Start(day, shop.Zone), due);
        db.Add(callback);
        db.Add(RunningClocks.Clock(shop.Id, Clock, callback.Id, title, callback.CreatedAt, due, due - Notice, callback.AgentId));
        return callback;
    }
}
