using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Routing;

/// <summary>One turn at a shop's desk: the dispatch row is locked, the desk is loaded, and what its verbs decide is stored by <see cref="Carry"/>.</summary>
internal sealed class DispatchTurn
{
    private const int NamesPerReason = 20;

    private readonly Dispatch dispatch;
    private readonly Dictionary<Guid, DeskPerson> people;
    private readonly Dictionary<Guid, Conversation> conversations = [];
    private readonly Dictionary<Guid, (long From, Guid? Former)> touched = [];
    private readonly List<Entry> added = [];
    private readonly Dictionary<Guid, Guid> openBuyers = [];
    private readonly Dictionary<Guid, (Buyer Buyer, Guid? Open)> entering = [];
    private readonly HashSet<Guid> changedAgents = [];
    private readonly List<Signal> said = [];

    private DispatchTurn(Db db, Shop shop, Dispatch dispatch, List<DeskPerson> people, Desk desk, DateTimeOffset now)
    {
        (Db, Shop, this.dispatch, Desk, Now) = (db, shop, dispatch, desk, now);
        this.people = people.ToDictionary(p => p.Id);
    }

    public Db Db { get; }
    public Shop Shop { get; }
    public Desk Desk { get; }
    public DateTimeOffset Now { get; }

    /// <summary>Grows with every change of the turn: a request that refuses must have left it as it was.</summary>
    public int Changes { get; private set; }

    /// <param name="db">The turn's.</param>
    /// <param name="rule">Who may sit at it.</param>
    /// <param name="shopId">Whose desk.</param>
    /// <param name="now">The instant of everything in it.</param>
    /// <param name="entering">The buyers of its inflows.</param>
    /// <param name="inflowsOnly">Nothing but inflows: where nobody has a free place they go to the end of the queue, which need not be read.</param>
    /// <param name="cancel">Ends it early.</param>
    public static async Task<DispatchTurn> Begin(Db db, SeatRule rule, Guid shopId, DateTimeOffset now, IReadOnlyCollection<Guid> entering, bool inflowsOnly, CancellationToken cancel)
    {
        var dispatch = await db.HoldDispatch(shopId, cancel);
        var shop = await db.Set<Shop>().AsNoTracking().SingleAsync(s => s.Id == shopId, cancel);
        var people = await DeskPerson.Load(db, rule, shop, cancel);
        var blind = inflowsOnly && people.Exists(p => p.Seat.IsReachable) && !people.Exists(p => p.Seat.IsEligible);
        var waiting = blind ? [] : await LoadWaiting(db, shopId, cancel);
        var desk = new Desk(
            people.Select(p => p.Seat), waiting.Where(w => w.State == ConversationState.Queued).Select(w => w.Waiting),
            waiting.Where(w => w.State == ConversationState.Offline).Select(w => w.Waiting),
            new DeskPolicy(shop.Settings.Queue.VipFirst, shop.Settings.OfflineMessages.AutoAssign))
        {
            Unseen = blind ? await db.Set<Conversation>().CountAsync(c => c.ShopId == shopId && c.State == ConversationState.Queued, cancel) : 0,
        };
        var turn = new DispatchTurn(db, shop, dispatch, people, desk, now);
        if (entering.Count > 0)
            await turn.Meet(entering, cancel);
        return turn;
    }

    /// <summary>Reads the buyers of the turn's inflows and their open conversations.</summary>
    private async Task Meet(IReadOnlyCollection<Guid> buyerIds, CancellationToken cancel)
    {
        foreach (var buyer in await Db.Set<Buyer>().AsNoTracking().Where(b => b.ShopId == Shop.Id && buyerIds.Contains(b.Id)).ToListAsync(cancel))
            entering[buyer.Id] = (buyer, null);
        foreach (var open in await Db.Set<Conversation>().Where(c => c.ShopId == Shop.Id && buyerIds.Contains(c.BuyerId) && c.State != ConversationState.Closed).Select(c => new { c.BuyerId, c.Id }).ToListAsync(cancel))
            entering[open.BuyerId] = (entering[open.BuyerId].Buyer, open.Id);
    }

    /// <summary>A buyer of one of the turn's inflows, with the conversation that was open as the turn began.</summary>
    public (Buyer Buyer, Guid? Open) Entering(Guid buyerId) => entering.TryGetValue(buyerId, out var known) ? known : throw Refusal.NotFound();

    /// <summary>The open conversation of a buyer among those held or opened in this turn.</summary>
    public Guid? OpenOf(Guid buyerId) => openBuyers.TryGetValue(buyerId, out var id) && conversations[id].IsOpen ? id : null;

    /// <summary>The threshold and messages in force: the shop's, or a running campaign's.</summary>
    public OverloadSettings OverloadRules => Shop.Settings.Overload.With(dispatch.LentOverload?.Own);

    public bool IsOverloaded => dispatch.OverloadOn;

    public OverloadMode OverloadMode => dispatch.OverloadMode;

    public long NextPlace() => dispatch.NextPlace++;

    public DeskPerson Person(Guid agentId) => people.TryGetValue(agentId, out var person) ? person : throw Refusal.NotFound();

    public DeskPerson? FindPerson(Guid agentId) => people.GetValueOrDefault(agentId);

    /// <summary>A new agent sits down: offline still, so nothing moves.</summary>
    public void Join(Agent newcomer, bool mayChat)
    {
        Changes++;
        Db.Add(newcomer);
        people[newcomer.Id] = new DeskPerson(newcomer, mayChat, 0);
        changedAgents.Add(newcomer.Id);
    }

    /// <summary>The permissions of a post changed: everybody who has it is seated anew.</summary>
    public async Task PostChanged(Guid postId, bool mayChat)
    {
        foreach (var person in people.Values.Where(p => p.Row.PostId == postId).ToList())
        {
            person.MayChat = mayChat || person.Row.IsOwner;
            AgentChanged(person.Id);
            await Carry(Desk.Change(person.Seat, Now));
        }
    }

    /// <summary>A conversation with its row held until the turn ends.</summary>
    public async Task<Conversation> Hold(Guid id) => (await Hold([id])).SingleOrDefault() ?? throw Refusal.NotFound();

    public async Task<IReadOnlyList<Conversation>> Hold(IReadOnlyCollection<Guid> ids)
    {
        var missing = ids.Where(id => !conversations.ContainsKey(id)).Distinct().ToArray();
        if (missing.Length > 0)
        {
            foreach (var held in await Db.HoldConversations(Shop.Id, missing))
                conversations[held.Id] = held;
        }
        return [.. ids.Distinct().Where(conversations.ContainsKey).Select(id => conversations[id])];
    }

    /// <summary>A new conversation joins the turn with its first entry.</summary>
    public void Add(Conversation conversation, Entry entry)
    {
        Changes++;
        conversations[conversation.Id] = conversation;
        openBuyers[conversation.BuyerId] = conversation.Id;
        Db.Add(conversation);
        touched[conversation.Id] = (0, null);
        Append(entry);
    }

    /// <summary>Stores an entry that a verb of a held conversation returned.</summary>
    public void Add(Entry entry)
    {
        Changes++;
        if (!touched.ContainsKey(entry.ConversationId))
            touched[entry.ConversationId] = (entry.Seq - 1, null);
        Append(entry);
    }

    private void Append(Entry entry)
    {
        Db.Add(entry);
        added.Add(entry);
    }

    /// <summary>Stores what a verb of the desk decided, in its order: assignments with reason and welcome, queue, offline messages.</summary>
    public async Task Carry(DeskOutcome outcome)
    {
        if (outcome == DeskOutcome.Nothing)
            return;
        Changes++;
        var held = (await Hold([.. outcome.Assigned.Select(a => a.ConversationId).Concat(outcome.Queued).Concat(outcome.OfflineMessages).Select(Guid.Parse)])).ToDictionary(c => c.Id);
        foreach (var id in outcome.Queued)
        {
            var conversation = held[Guid.Parse(id)];
            // One that was sent back says so itself.
            if (conversation.State != ConversationState.Queued || conversation.HeadSeq == 1)
                Add(conversation.Queue(Now));
        }
        foreach (var id in outcome.OfflineMessages)
            BecomeOfflineMessage(held[Guid.Parse(id)]);
        foreach (var assigned in outcome.Assigned)
            Assign(held[Guid.Parse(assigned.ConversationId)], Guid.Parse(assigned.AgentId), WhyOf(assigned));
    }

    /// <summary>Gives a held conversation to an agent and stores why; the desk must know already.</summary>
    public void Assign(Conversation conversation, Guid agentId, Why why)
    {
        var person = Person(agentId);
        Remember(conversation);
        Add(conversation.AssignTo(agentId, person.Name, Now));
        Db.Add(new Assignment
        {
            ShopId = Shop.Id, Id = Guid.CreateVersion7(Now), ConversationId = conversation.Id, AgentId = agentId, Groups = person.Seat.Groups, At = Now, Why = why,
        });
        foreach (var text in Welcomes(person))
            Add(conversation.Append(EntryKind.Text, Sender.System, Now, text: text));
        Record("conversation.assigned", conversation, new { agentId, agentName = person.Name, tier = why.Tier });
        person.LastAssigned = Now;
        changedAgents.Add(agentId);
    }

    public void BecomeOfflineMessage(Conversation conversation)
    {
        var due = Due.OfflineMessage(Shop, conversation.Channel, conversation.WaitingSince ?? Now, Now);
        Remember(conversation);
        Add(conversation.BecomeOfflineMessage(due, Now));
        Record("offline_message.left", conversation, new { dueAt = due });
    }

    /// <summary>A fact about a conversation, with details for whoever reacts.</summary>
    public void Record(string type, Conversation conversation, object? details = null) =>
        Db.Record(new Fact { ShopId = Shop.Id, Type = type, At = Now, SubjectId = conversation.Id, Details = details is null ? null : JsonSerializer.Serialize(details, Stored.Json) });

    /// <summary>Ends the present agent's assignment, if there is one, and notes the agent for those who must be told.</summary>
    public async Task EndAssignment(Conversation conversation, string cause)
    {
        Remember(conversation);
        if (conversation.AgentId is not { } agentId)
            return;
        changedAgents.Add(agentId);
        // One made earlier in this turn is not in the database yet.
        var last = Db.Set<Assignment>().Local.SingleOrDefault(a => a.ConversationId == conversation.Id && a.EndedAt is null)
            ?? await Db.Set<Assignment>().AsTracking().Where(a => a.ShopId == Shop.Id && a.ConversationId == conversation.Id && a.EndedAt == null)
                .OrderByDescending(a => a.At).FirstOrDefaultAsync();
        if (last is not null)
            (last.EndedAt, last.EndCause) = (Now, cause);
    }

    public void AgentChanged(Guid agentId)
    {
        Changes++;
        changedAgents.Add(agentId);
    }

    /// <summary>The conversation as the desk sees one that waits.</summary>
    public async Task<Waiting> AsWaiting(Conversation conversation)
    {
        var buyer = await Db.Set<Buyer>().AsNoTracking().SingleAsync(b => b.ShopId == Shop.Id && b.Id == conversation.BuyerId);
        return AsWaiting(conversation.Id, conversation.Inquiry, conversation.Place, buyer);
    }

    public static Waiting AsWaiting(Guid id, Inquiry inquiry, long place, Buyer buyer) =>
        new(id.ToString(), buyer.Id.ToString(), inquiry, Recent(buyer.RecentAgentId, buyer.RecentAgentAt), buyer.Vip, place);

    /// <summary>Looks whether overload begins or ends with the load as it is now; every request of a turn ends with it.</summary>
    public void WeighOverload() => StepOverload(dispatch.OverloadMode, null, null);

    /// <summary>A supervisor forces overload on or off, or lets the load decide again.</summary>
    public void SetOverload(OverloadMode mode, string by, string? reason) => StepOverload(mode, by, reason);

    /// <summary>A campaign's own threshold and messages from now on, or the shop's again; the load is weighed against them as this request ends.</summary>
    public void LendOverload(LentOverload? lent)
    {
        if ((lent?.CampaignId, lent?.Version) == (dispatch.LentOverload?.CampaignId, dispatch.LentOverload?.Version))
            return;
        Changes++;
        dispatch.LentOverload = lent;
    }

    /// <summary>People were lent while it is in force, or came back: a step of its own, which whoever watches hears of.</summary>
    /// <param name="people">How many; below 0 they came back.</param>
    /// <param name="by">Who said so; null where overload ended.</param>
    public void NoteLent(int people, string? by)
    {
        Changes++;
        var (load, threshold) = (Desk.Load, OverloadRules.Threshold);
        Db.Add(new OverloadStep { ShopId = Shop.Id, At = Now, IsOn = dispatch.OverloadOn, Mode = dispatch.OverloadMode, AgentName = by, Load = load, Threshold = threshold, Lent = people });
        said.Add(new Told(Shop.Id, [Audiences.Desk(Shop.Id)], "lending", []));
    }

    private void StepOverload(OverloadMode mode, string? by, string? reason)
    {
        var (load, threshold) = (Desk.Load, OverloadRules.Threshold);
        var on = Overload.IsOn(dispatch.OverloadOn, mode, load, threshold);
        if (on == dispatch.OverloadOn && mode == dispatch.OverloadMode)
            return;
        Changes++;
        if (on != dispatch.OverloadOn)
        {
            dispatch.OverloadSince = on ? Now : null;
            Db.Record(new Fact { ShopId = Shop.Id, Type = on ? "overload.started" : "overload.ended", At = Now, SubjectId = Shop.Id, Details = JsonSerializer.Serialize(new { load, threshold, by }, Stored.Json) });
        }
        (dispatch.OverloadOn, dispatch.OverloadMode) = (on, mode);
        Db.Add(new OverloadStep { ShopId = Shop.Id, At = Now, IsOn = on, Mode = mode, AgentName = by, Reason = reason, Load = load, Threshold = threshold });
        said.Add(new Told(Shop.Id, [Audiences.Desk(Shop.Id)], "overload",
            [JsonSerializer.SerializeToElement(new OverloadView(on, mode, dispatch.OverloadSince, load, threshold, by, reason, dispatch.LentOverload?.Name), Stored.Json)]));
    }

    /// <summary>What everybody must hear once the turn is committed.</summary>
    public List<Signal> Signals()
    {
        var signals = new List<Signal>();
        var entries = added.ToLookup(e => e.ConversationId);
        foreach (var (id, (from, former)) in touched)
        {
            var conversation = conversations[id];
            signals.Add(new LogMoved(Shop.Id, id, from + 1, conversation.HeadSeq, conversation.BuyerId, conversation.AgentId, former, true) { Entries = [.. entries[id]] });
        }
        signals.AddRange(changedAgents.Select(agent => new ShopMoved(Shop.Id, ShopPart.Agents, agent)));
        if (signals.Count > 0)
            signals.Add(new ShopMoved(Shop.Id, ShopPart.Queue));
        signals.AddRange(said);
        return signals;
    }

    private void Remember(Conversation conversation)
    {
        Changes++;
        if (!touched.TryGetValue(conversation.Id, out var known))
            touched[conversation.Id] = (conversation.HeadSeq, conversation.AgentId);
        else if (known.Former is null)
            touched[conversation.Id] = (known.From, conversation.AgentId);
    }

    private IEnumerable<string> Welcomes(DeskPerson person)
    {
        if (Shop.Settings.Welcome.Text is { Length: > 0 } welcome)
            yield return welcome.Replace("{agent}", person.Name, StringComparison.Ordinal).Replace("{shop}", Shop.Name, StringComparison.Ordinal);
        if (person.Greeting is { Length: > 0 } greeting)
            yield return greeting;
    }

    private Why WhyOf(DeskAssignment assigned) => new(
        Conventions.Snake(assigned.Tier.ToString()),
        [.. assigned.Why.PassedOver.GroupBy(c => c.Because, c => c.AgentId)
            .Select(g => new PassedOverAgents(g.Key, g.Count(), [.. g.Take(NamesPerReason).Select(Guid.Parse).Select(id => new PassedOverAgent(id, Person(id).Name))]))],
        assigned.Why.Open, assigned.Why.Weight);

    private static RecentAgent? Recent(Guid? agentId, DateTimeOffset? at) => agentId is { } id && at is { } when ? new(id.ToString(), when) : null;

    private static async Task<List<(ConversationState State, Waiting Waiting)>> LoadWaiting(Db db, Guid shopId, CancellationToken cancel)
    {
        var rows = await (
            from c in db.Set<Conversation>()
            join b in db.Set<Buyer>() on new { c.ShopId, c.BuyerId } equals new { b.ShopId, BuyerId = b.Id }
            where c.ShopId == shopId && (c.State == ConversationState.Queued || c.State == ConversationState.Offline)
            orderby c.Place
            select new { c.Id, c.State, c.BuyerId, c.Inquiry, c.Place, b.Vip, b.RecentAgentId, b.RecentAgentAt }).ToListAsync(cancel);
        return rows.ConvertAll(r => (r.State, new Waiting(r.Id.ToString(), r.BuyerId.ToString(), r.Inquiry, Recent(r.RecentAgentId, r.RecentAgentAt), r.Vip, r.Place)));
    }
}
