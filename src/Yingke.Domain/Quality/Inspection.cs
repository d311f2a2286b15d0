namespace Yingke.Domain.Quality;

/// <summary>A score that an inspector gave to a conversation, or to a call, of an agent. (spec: quality.md, Inspection; history-format.md)</summary>
public sealed class Inspection
{
    private const decimal Millionth = 1_000_000;

    public Guid ShopId { get; init; }
    public Guid Id { get; init; }
    public Guid? ConversationId { get; init; }
    public Guid? CallId { get; init; }

    /// <summary>The inspected.</summary>
    public Guid AgentId { get; init; }

    /// <summary>The score as it is stored: exact on every database.</summary>
    public long Millionths { get; private set; }
    public DateTimeOffset At { get; init; }

    /// <summary>The source system's id, for what was imported.</summary>
    public string? SourceId { get; init; }

    public decimal Score
    {
        get => Millionths / Millionth;
        init => Millionths = (long)(value * Millionth);
    }

    /// <summary>As the work's last revision has it.</summary>
    public void Become(long millionths) => Millionths = millionths;
}
