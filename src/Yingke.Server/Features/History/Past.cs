using Yingke.Domain.Conversations;
using Yingke.Domain.History;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.History;

/// <summary>An agent as the lines name him.</summary>
internal sealed record KnownAgent(Guid Id, string Name, Groups Groups);

/// <summary>Lives one conversation through again, line by line, with the verbs of the conversation itself: heads, clocks and states come out as if it had happened here.</summary>
internal sealed class Past(Db db, Shop shop, Conversation conversation, IReadOnlyDictionary<string, KnownAgent> agents, Assignment? holding, bool rated)
{
    private static readonly Why Imported = new("import", []);
    private Assignment? holding = holding;

    /// <summary>Who wrote to the buyer last.</summary>
    public (Guid AgentId, DateTimeOffset At)? LastReply { get; private set; }

    public List<(Guid AgentId, DateTimeOffset At)> Assigned { get; } = [];

    public static (Conversation Conversation, Entry Entry) Open(Shop shop, Guid buyerId, InflowLine line, long place)
    {
        var source = HistoryWords.SourceOf(line.Source);
        var channel = line.Channel is { } word ? EnumConverters.Parse<Channel>(word) : Channel.Web;
        return Conversation.Open(shop.Id, buyerId, Inquiries.Of(source, shop.Settings.Conversation.DefaultInquiry), source, channel, place, line.At, sourceId: line.Conversation);
    }

    public void Live(IEnumerable<ConversationLine> lines)
    {
        foreach (var line in lines)
            Live(line);
    }

    /// <summary>Nobody was ever assigned: it waits for an answer like any message left at night.</summary>
    public void Leave()
    {
        if (conversation is { State: ConversationState.Queued, AgentId: null })
            db.Add(conversation.BecomeOfflineMessage(Due.Reply(shop, conversation.Channel, conversation.WaitingSince ?? conversation.OpenedAt), conversation.LastAt ?? conversation.OpenedAt));
    }

    private void Live(ConversationLine line)
    {
        switch (line)
        {
            case AssignLine assign:
                Assign(agents[assign.Agent], assign.At);
                break;
            case MessageLine message:
                Say(message);
                break;
            case RatingLine rating:
                Rate(rating);
                break;
            case CloseLine close:
                End("closed", close.At);
                db.Add(conversation.Close(conversation.AgentId is null ? ClosedBy.Abandoned : ClosedBy.Agent, null, null, null, close.At));
                break;
        }
    }

    private void Assign(KnownAgent agent, DateTimeOffset at)
    {
        if (!conversation.IsOpen)
        {
            // Told after the close: kept in the log, it moves nothing any more.
            db.Add(conversation.Append(EntryKind.Assigned, Sender.System, at, details: new EntryDetails { AgentId = agent.Id, AgentName = agent.Name }));
            return;
        }
        var again = conversation.State == ConversationState.Active && conversation.AgentId == agent.Id;
        db.Add(conversation.AssignTo(agent.Id, agent.Name, at));
        Assigned.Add((agent.Id, at));
        if (again)
            return;
        End("transferred", at);
        holding = new Assignment
        {
            ShopId = shop.Id, Id = Guid.CreateVersion7(at), ConversationId = conversation.Id, AgentId = agent.Id, Groups = agent.Groups, At = at, Why = Imported,
        };
        db.Add(holding);
    }

    private void End(string cause, DateTimeOffset at)
    {
        if (holding is not null)
            (holding.EndedAt, holding.EndCause) = (at, cause);
        holding = null;
    }

    private void Say(MessageLine line)
    {
        var agent = line.Agent is { } named ? agents[named] : null;
        var (from, sender) = line.From switch
        {
            "buyer" => (Sender.Buyer, (Guid?)conversation.BuyerId),
            "agent" => (Sender.Agent, agent!.Id),
            "robot" => (Sender.Robot, null),
            "note" => (agent is null ? Sender.System : Sender.Agent, agent?.Id),
            _ => (Sender.System, null),
        };
        var kind = line.From == "note" ? EntryKind.Note : EnumConverters.Parse<EntryKind>(line.Kind);
        db.Add(conversation.Append(kind, from, line.At, sender, text: line.Text, sourceId: line.Id ?? ""));
        if (from == Sender.Agent && kind != EntryKind.Note)
            LastReply = (agent!.Id, line.At);
    }

    private void Rate(RatingLine line)
    {
        if (rated)
            return;
        db.Add(conversation.Append(EntryKind.Rated, Sender.Buyer, line.At, conversation.BuyerId, text: line.Text, details: new EntryDetails { Stars = line.Stars }));
        db.Add(new Rating { ShopId = shop.Id, ConversationId = conversation.Id, AgentId = conversation.AgentId, Stars = line.Stars, Text = line.Text, At = line.At });
    }
}
