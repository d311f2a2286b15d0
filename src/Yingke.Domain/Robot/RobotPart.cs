namespace Yingke.Domain.Robot;

/// <summary>What an entry is in the robot's part of a conversation: its welcome, an answer, other words of its, or the summary with which it hands over, or its end.</summary>
public enum RobotStep { Welcomed, Answered, Said, HandedOver, Ended }

/// <summary>
/// What the robot did about a buyer's message: answered from the knowledge base, answered with a skill, offered the nearest
/// questions, had nothing at all, or only returned a courtesy, which is no question.
/// </summary>
public enum RobotOutcome { Answered, Skill, Offered, Nothing, Courtesy }

/// <summary>What the shop's language model had to do with an answer: it worded the entry that was found, or chose it among the nearest.</summary>
public enum RobotModelPart { Worded, Chose }

/// <summary>Why the robot's part ended in a person's hands.</summary>
public enum RobotLeft { Asked, Unanswered, Silent, Taken }

/// <summary>What the log keeps of the robot beside a text. Only what the robot writes here has it, never what was imported.</summary>
public sealed record RobotPart(RobotStep Step)
{
    /// <summary>Of an answer: the seq of the buyer's message.</summary>
    public long? Asked { get; init; }
    public RobotOutcome? Outcome { get; init; }
    public RobotSkill? Skill { get; init; }

    /// <summary>The entry of the knowledge base, and how sure the robot was, in percent. For staff only.</summary>
    public Guid? EntryId { get; init; }
    public int? Confidence { get; init; }

    /// <summary>For staff only.</summary>
    public RobotModelPart? Model { get; init; }

    /// <summary>Questions to choose from.</summary>
    public IReadOnlyList<string>? Suggestions { get; init; }

    /// <summary>The order it speaks of.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>Of a hand-over: why.</summary>
    public RobotLeft? Left { get; init; }

    /// <summary>True for what a buyer may find useful or not.</summary>
    public bool IsHit => Step == RobotStep.Answered && Outcome is RobotOutcome.Answered or RobotOutcome.Skill;

    /// <summary>As the buyer may see it.</summary>
    public RobotPart ForBuyer() => this with { EntryId = null, Confidence = null, Model = null, Skill = null, Left = null };
}
