namespace Yingke.Domain.Quality;

/// <summary>Waiting for its inspector; submitted; appealed against; decided after an appeal.</summary>
public enum InspectionState { Waiting, Submitted, Appealed, Decided }

/// <summary>
/// An inspection from draw to decision: of one agent's conversation or call, by one inspector, with the sheet's version of that time. Nobody inspects, and
/// nobody decides of, themself. (spec: quality.md, Inspection)
/// </summary>
public sealed class InspectionTask
{
    public const int MaxReason = 1000;

    /// <summary>How long the inspected may appeal.</summary>
    public static readonly TimeSpan AppealWithin = TimeSpan.FromDays(3);

    private const decimal Millionth = 1_000_000;

    private InspectionTask() { }

    public Guid ShopId { get; private set; }
    public Guid Id { get; private set; }

    /// <summary>What it comes from, once: the plan, week and conversation, or the hand that picked it.</summary>
    public string Cause { get; private set; } = "";
    public Guid? PlanId { get; private set; }

    /// <summary>The Monday of the week it was drawn for, counted from 0001-01-01.</summary>
    public int Week { get; private set; }
    public Guid? ConversationId { get; private set; }
    public Guid? CallId { get; private set; }

    /// <summary>The inspected.</summary>
    public Guid AgentId { get; private set; }
    public Guid? InspectorId { get; private set; }

    /// <summary>The sheet, in the version of the draw.</summary>
    public Guid SheetId { get; private set; }
    public IReadOnlyList<DrawReason> Reasons { get; private set; } = [];
    public DateTimeOffset DrawnAt { get; private set; }
    public InspectionState State { get; private set; }
    public SheetMarks Marks { get; private set; } = SheetMarks.None;
    public long? Millionths { get; private set; }
    public DateTimeOffset? SubmittedAt { get; private set; }
    public DateTimeOffset? AppealedAt { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Grows with every change: of two who save, the second is told.</summary>
    public long Version { get; private set; }

    public decimal? Score => Millionths / Millionth;

    public DateTimeOffset? AppealUntil => SubmittedAt + AppealWithin;

    public static InspectionTask Make(
        Guid shopId, string cause, Guid? planId, DateOnly week, Guid? conversationId, Guid? callId, Guid agentId, Guid? inspectorId, Guid sheetId, IReadOnlyList<DrawReason> reasons, DateTimeOffset now)
    {
        MustBeAnother(inspectorId, agentId);
        return new()
        {
            ShopId = shopId, Id = Guid.CreateVersion7(now), Cause = cause, PlanId = planId, Week = week.DayNumber, ConversationId = conversationId, CallId = callId, AgentId = agentId,
            InspectorId = inspectorId, SheetId = sheetId, Reasons = reasons, DrawnAt = now,
        };
    }

    public void GiveTo(Guid inspectorId)
    {
        MustWait();
        MustBeAnother(inspectorId, AgentId);
        InspectorId = inspectorId;
        Version++;
    }

    /// <summary>A draft. Of one that nobody has, whoever begins becomes the inspector.</summary>
    public void Save(Guid by, SheetMarks marks)
    {
        MustWait();
        MustBeAnother(by, AgentId);
        if (InspectorId is { } inspector && inspector != by)
            throw new RuleViolation("not_your_inspection");
        (InspectorId, Marks) = (by, marks);
        Version++;
    }

    public void Submit(Guid by, SheetMarks marks, decimal score, DateTimeOffset now)
    {
        Save(by, marks);
        (State, Millionths, SubmittedAt) = (InspectionState.Submitted, (long)(score * Millionth), now);
    }

    /// <summary>Once, by the inspected, within three days of the result.</summary>
    public void Appeal(Guid by, DateTimeOffset now)
    {
        if (by != AgentId)
            throw new RuleViolation("not_the_inspected");
        if (State == InspectionState.Waiting)
            throw new RuleViolation("inspection_not_submitted");
        if (AppealedAt is not null)
            throw new RuleViolation("appealed_already");
        if (now > AppealUntil)
            throw new RuleViolation("appeal_too_late");
        (State, AppealedAt) = (InspectionState.Appealed, now);
        Version++;
    }

    /// <summary>The score stays as it was, or becomes that of the marks given now.</summary>
    public void Decide(Guid by, SheetMarks? marks, decimal? score, DateTimeOffset now)
    {
        if (State != InspectionState.Appealed)
            throw new RuleViolation("inspection_not_appealed");
        MustBeAnother(by, AgentId);
        (State, DecidedAt) = (InspectionState.Decided, now);
        if (marks is not null && score is { } changed)
            (Marks, Millionths) = (marks, (long)(changed * Millionth));
        Version++;
    }

    private void MustWait()
    {
        if (State != InspectionState.Waiting)
            throw new RuleViolation("inspection_submitted");
    }

    private static void MustBeAnother(Guid? by, Guid agent)
    {
        if (by == agent)
            throw new RuleViolation("inspects_self");
    }
}
