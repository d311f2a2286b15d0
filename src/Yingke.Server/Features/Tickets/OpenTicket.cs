using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Conversations;
using Yingke.Domain.Orders;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Conversations.Categories;
using Yingke.Server.Features.Tickets.Callbacks;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Tickets;

/// <summary>Opens a ticket from a chat, an order, an application or by hand, with its clocks; a complaint plans the call-back of the next day.</summary>
internal sealed class OpenTicket(Db db, ShopDirectory shops, PlanCallbacks callbacks, TimeProvider time)
{
    /// <param name="ClientId">The sender's own word for it: sent twice, it is opened once.</param>
    /// <param name="SubjectId">The application or call that it is about; <paramref name="Subject"/> is what people call that, of an order its number.</param>
    public sealed record Request(
        string? ClientId, string? Kind, TicketPriority? Priority, string? Title, string? Text, TicketOrigin? Origin, Guid? BuyerId, Guid? ConversationId, Guid? SubjectId, string? Subject, Guid? AssigneeId,
        string? Department, IReadOnlyList<Guid>? Watchers, IReadOnlyList<Guid>? FileIds, Guid? CategoryId, VisitFields? Visit);

    public async Task<Ticket> Handle(CurrentAgent by, Request request, CancellationToken cancel)
    {
        var clientId = SendMessage.CheckClientId(request.ClientId);
        if (await Earlier(by, clientId, cancel) is { } earlier)
            return earlier;
        var settings = await db.TicketSettings(by.ShopId, cancel);
        var type = settings.Types.FirstOrDefault(t => t.Key == request.Kind) ?? throw Refusal.Invalid("kind");
        var title = Words.Line(request.Title, "title", Ticket.MaxTitle);
        var text = Words.Text(request.Text, "text");
        var subject = request.Subject is null ? null : Words.Line(request.Subject, "subject", 80);
        var subjectId = await About(by.ShopId, request, subject, cancel);
        Departments.Check(settings, request.Department);
        var watchers = (request.Watchers ?? []).Distinct().ToList();
        if (watchers.Count > 20)
            throw Refusal.Invalid("watchers", "at most 20");
        await Handlers.Check(db, by.ShopId, watchers, "watchers", cancel);
        await Handlers.Check(db, by.ShopId, request.AssigneeId is { } to ? [to] : [], "assigneeId", cancel);
        var visit = request.Visit is null ? null : type.OnSite ? request.Visit.Apply(new Visit()) : throw Refusal.Invalid("visit");
        var (buyer, product) = await Whom(by, request, cancel);
        var origin = request.Origin ?? (request.ConversationId is null ? TicketOrigin.Hand : TicketOrigin.Chat);
        var shop = await shops.Shop(by.ShopId, cancel);
        try
        {
            return await db.InTransaction(async () =>
            {
                var now = time.Now();
                var ticket = Ticket.Open(by.ShopId, await NextNumber(db, by.ShopId, 1, cancel), type, request.Priority ?? TicketPriority.Normal, title, text, now, origin, buyer, request.ConversationId, subjectId, subject, visit);
                db.Add(ticket);
                db.Add(new OpenedTicket { ShopId = by.ShopId, AgentId = by.AgentId, ClientId = clientId, TicketId = ticket.Id });
                var files = await TicketFiles.Attach(db, by, ticket.Id, request.FileIds, cancel);
                db.Add(new TicketStep { ShopId = by.ShopId, TicketId = ticket.Id, At = now, AgentId = by.AgentId, Kind = TicketStepKind.Opened, Files = files });
                // Without anybody else to do it, it is for whoever opened it.
                ticket.AssignTo(request.AssigneeId ?? (request.Department is null ? by.AgentId : null), request.Department);
                db.Add(new TicketStep { ShopId = by.ShopId, TicketId = ticket.Id, At = now, AgentId = by.AgentId, Kind = TicketStepKind.Assigned, ToAgentId = ticket.AssigneeId, ToDepartment = ticket.Department });
                db.AddRange(watchers.Select(w => new TicketWatcher { ShopId = by.ShopId, TicketId = ticket.Id, AgentId = w }));
                TicketClocks.Begin(db, ticket, type);
                if (request.CategoryId is { } category)
                    await db.Categorize(new() { ShopId = by.ShopId, SubjectId = ticket.Id, Kind = CategorySubject.Ticket, CategoryId = category, AgentId = by.AgentId, Product = product, At = now }, cancel);
                if (type.CallBack && buyer is { } complaining)
                    callbacks.AfterComplaint(shop, settings, ticket, complaining, by.AgentId, now);
                db.Record(new Fact { ShopId = by.ShopId, Type = "ticket.opened", At = now, SubjectId = ticket.Id });
                NotifyTickets.Assigned(db, ticket, by.AgentId, now);
                return ticket;
            }, cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            db.ChangeTracker.Clear();
            return await Earlier(by, clientId, cancel) ?? throw Refusal.Conflict("try_again");
        }
    }

    /// <summary>The first of so many numbers that follow the shop's last: the row is held until the transaction ends, so none is given twice.</summary>
    public static async Task<long> NextNumber(Db db, Guid shopId, int count, CancellationToken cancel)
    {
        var shop = db.Dialect.IsPostgres ? (object)shopId : shopId.ToByteArray(true);
        var last = await db.Database.SqlQueryRaw<long>(
            "INSERT INTO ticket_numbers (shop_id, last) VALUES ({0}, {1}) ON CONFLICT (shop_id) DO UPDATE SET last = ticket_numbers.last + {1} RETURNING last AS \"Value\"", shop, (long)count).ToListAsync(cancel);
        return last[0] - count + 1;
    }

    private async Task<Ticket?> Earlier(CurrentAgent by, string clientId, CancellationToken cancel)
    {
        var opened = await db.Set<OpenedTicket>().SingleOrDefaultAsync(o => o.ShopId == by.ShopId && o.AgentId == by.AgentId && o.ClientId == clientId, cancel);
        return opened is null ? null : await db.Set<Ticket>().SingleAsync(t => t.ShopId == by.ShopId && t.Id == opened.TicketId, cancel);
    }

    /// <summary>An order is known by its number; anything else by its id together with what people call it.</summary>
    private async Task<Guid?> About(Guid shopId, Request request, string? subject, CancellationToken cancel)
    {
        if (request.Origin == TicketOrigin.Order)
            return await db.Set<Order>().Where(o => o.ShopId == shopId && o.Number == subject).Select(o => (Guid?)o.Id).SingleOrDefaultAsync(cancel) ?? throw Refusal.Invalid("subject", "the number of an order");
        if (request.Origin == TicketOrigin.Aftersale && (subject is null || !await db.Set<Application>().AnyAsync(a => a.ShopId == shopId && a.Id == request.SubjectId && a.Number == subject, cancel)))
            throw Refusal.Invalid("subject", "the number of an application, together with subjectId");
        return (request.SubjectId is null) == (subject is null) ? request.SubjectId : throw Refusal.Invalid("subject", "together with subjectId");
    }

    /// <summary>The buyer named, or the one of the conversation, which the agent must be able to read; and what the talk is about.</summary>
    private async Task<(Guid? Buyer, string? Product)> Whom(CurrentAgent by, Request request, CancellationToken cancel)
    {
        if (request.ConversationId is { } id)
        {
            var talk = await db.Set<Conversation>().VisibleTo(by, db).Where(c => c.Id == id).Select(c => new { c.BuyerId, c.Product }).SingleOrDefaultAsync(cancel) ?? throw Refusal.Invalid("conversationId");
            if (request.BuyerId is { } other && other != talk.BuyerId)
                throw Refusal.Invalid("buyerId", "the buyer of the conversation");
            return (talk.BuyerId, talk.Product?.Title);
        }
        if (request.BuyerId is { } buyer && !await db.Set<Buyer>().AnyAsync(b => b.ShopId == by.ShopId && b.Id == buyer, cancel))
            throw Refusal.Invalid("buyerId");
        return (request.BuyerId, null);
    }
}

/// <summary>The words of requests, trimmed and within their bounds.</summary>
internal static class Words
{
    public static string Line(string? text, string field, int max)
    {
        AgentFields.Text(text ?? "", field, 1, max);
        return text!.Trim();
    }

    public static string? Text(string? text, string field, int max = 4000)
    {
        if (text is { } given && given.Length > max)
            throw Refusal.Invalid(field, $"at most {max} characters");
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    public static string Needed(string? text, string field, int max = 4000) => Text(text, field, max) ?? throw Refusal.Invalid(field, "missing");
}

internal static class Departments
{
    public static void Check(TicketSettings settings, string? department)
    {
        if (department is not null && !settings.Departments.Any(d => d.Name == department))
            throw Refusal.Invalid("department");
    }
}
