namespace Yingke.Domain.Robot;

/// <summary>One question of a conversation with the robot; courtesies are none.</summary>
/// <param name="Useful">What the buyer said of the answer; null while nothing.</param>
public sealed record RobotQuestion(bool IsHit, bool? Useful);

/// <summary>The robot's part of one conversation that ended.</summary>
/// <param name="HandedOver">It ended with a person, or on the way to one.</param>
/// <param name="Questions">In the order in which they were asked.</param>
public sealed record RobotTalk(bool HandedOver, IReadOnlyList<RobotQuestion> Questions)
{
    /// <summary>Neither asked nor handed over: a window opened and closed. It counts nowhere.</summary>
    public bool IsEmpty => !HandedOver && Questions.Count == 0;

    /// <summary>Solved: ended without a person, the last question answered, and no answer called useless.</summary>
    public bool IsSolved => !HandedOver && Questions is [.., { IsHit: true }] && Questions.All(q => q.Useful != false);
}

/// <summary>
/// Hit rate = questions answered / questions asked; hand-over rate = conversations handed over / conversations; solved rate = conversations solved /
/// conversations; useful rate = answers called useful / answers rated. (spec: campaigns.md, Robot)
/// </summary>
public sealed record RobotFigures(int Talks, int Questions, int Hits, int HandedOver, int Solved, int Useful, int Useless)
{
    public static RobotFigures Of(IEnumerable<RobotTalk> talks)
    {
        var counted = talks.Where(t => !t.IsEmpty).ToList();
        var questions = counted.SelectMany(t => t.Questions).ToList();
        return new(counted.Count, questions.Count, questions.Count(q => q.IsHit), counted.Count(t => t.HandedOver), counted.Count(t => t.IsSolved),
            questions.Count(q => q.Useful == true), questions.Count(q => q.Useful == false));
    }

    public double? HitRate => Rate(Hits, Questions);

    public double? HandOverRate => Rate(HandedOver, Talks);

    public double? SolvedRate => Rate(Solved, Talks);

    public double? UsefulRate => Rate(Useful, Useful + Useless);

    private static double? Rate(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
