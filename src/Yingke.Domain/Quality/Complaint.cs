namespace Yingke.Domain.Quality;

/// <summary>How grave a complaint is. (spec: quality.md, Complaints)</summary>
public enum ComplaintGrade { Slight, General, Serious }

public enum ComplaintState { Open, Upheld, Rejected }

/// <summary>Who bears the penalty of an upheld complaint.</summary>
public enum ComplaintBearer { Agent, Company }

/// <summary>客诉: a buyer's complaint, decided by an officer. (spec: quality.md, Complaints)</summary>
public sealed class Complaint
{
    private Complaint() { }

    public Guid ShopId { get; private set; }
    public Guid Id { get; private set; }

    /// <summary>What people call it by; runs through the shop.</summary>
    public long Number { get; private set; }
    public Guid BuyerId { get; private set; }

    /// <summary>Chosen by the buyer's window: the same one again is the same complaint.</summary>
    public string ClientId { get; private set; } = "";
    public Guid? ConversationId { get; private set; }
    public Guid? OrderId { get; private set; }
    public string? OrderNumber { get; private set; }

    /// <summary>The agent concerned: whoever served last in that conversation. Never hears of it here.</summary>
    public Guid? AgentId { get; private set; }
    public string Text { get; private set; } = "";
    public DateTimeOffset OpenedAt { get; private set; }
    public ComplaintState State { get; private set; }

    /// <summary>The buyer said that they would go outside: law, media, internet, consumer association.</summary>
    public bool SaysOutside { get; private set; }

    /// <summary>The company has been contacted by the outside.</summary>
    public bool Contacted { get; private set; }
    public ComplaintBearer? Bearer { get; private set; }
    public Guid? BearerId { get; private set; }
    public long Fen { get; private set; }
    public string? Reason { get; private set; }

    /// <summary>The ledger's row that holds by now; null while nobody is charged.</summary>
    public Guid? ChargeId { get; private set; }

    /// <summary>What the buyer is told.</summary>
    public string? Answer { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public Guid? DecidedBy { get; private set; }

    /// <summary>Of two officers the second is told that it changed meanwhile.</summary>
    public long Version { get; private set; }

    public ComplaintGrade Grade => GradeOf(SaysOutside, Contacted);

    /// <summary>Contacted by the outside: serious; otherwise said: general; neither: slight.</summary>
    public static ComplaintGrade GradeOf(bool saysOutside, bool contacted) => contacted ? ComplaintGrade.Serious : saysOutside ? ComplaintGrade.General : ComplaintGrade.Slight;

    public static Complaint Open(
        Guid shopId, long number, Guid buyerId, string clientId, string text, Guid? conversationId, Guid? agentId, Guid? orderId, string? orderNumber, DateTimeOffset now) => new()
    {
        ShopId = shopId, Id = Guid.CreateVersion7(now), Number = number, BuyerId = buyerId, ClientId = clientId, Text = text, ConversationId = conversationId, AgentId = agentId, OrderId = orderId,
        OrderNumber = orderNumber, OpenedAt = now, Version = 1,
    };

    /// <summary>The two facts that grade it; of a decided one only together with a new decision.</summary>
    public void Establish(bool saysOutside, bool contacted)
    {
        if (State != ComplaintState.Open)
            throw new RuleViolation("complaint_decided");
        (SaysOutside, Contacted, Version) = (saysOutside, contacted, Version + 1);
    }

    /// <summary>Decides, or revises what was decided. What a rejected one would have cost is nothing.</summary>
    public void Decide(Guid by, bool upheld, bool saysOutside, bool contacted, ComplaintBearer? bearer, Guid? bearerId, long fen, string reason, string? answer, DateTimeOffset at)
    {
        if (upheld && bearer is null)
            throw new RuleViolation("invalid", "Somebody bears it.", "bearer");
        if (upheld && (bearer == ComplaintBearer.Agent) != (bearerId is not null))
            throw new RuleViolation("invalid", "An agent who bears it is named, and nobody for the company.", "bearerId");
        (State, SaysOutside, Contacted) = (upheld ? ComplaintState.Upheld : ComplaintState.Rejected, saysOutside, contacted);
        (Bearer, BearerId, Fen) = upheld ? (bearer, bearerId, fen) : (null, null, 0L);
        (Reason, Answer, DecidedBy, DecidedAt, Version) = (reason, answer, by, at, Version + 1);
    }

    public void Charged(Guid? row) => ChargeId = row;
}
