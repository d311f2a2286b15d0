using Yingke.Domain.Routing;
using Yingke.Domain.Training;

namespace Yingke.Domain.Tests.Training;

/// <summary>spec: accounts.md, Training.</summary>
public sealed class QuizTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 6, 2, 0, 0, TimeSpan.Zero);

    private static readonly QuizQuestion[] Three = [new("一", ["甲", "乙"], [0]), new("二", ["甲", "乙", "丙"], [0, 2]), new("三", ["甲", "乙"], [1])];

    [Theory]
    [InlineData("0|0,2|1", 3, 100)]
    [InlineData("0|2,0|1", 3, 100)]
    [InlineData("0|0|1", 2, 66)]
    [InlineData("0|0,1,2|1", 2, 66)]
    [InlineData("1|0,2|0", 1, 33)]
    [InlineData("||", 0, 0)]
    public void Exactly_the_right_options_count(string said, int right, int percent)
    {
        var score = Quiz.Grade(Three, [.. said.Split('|').Select(Numbers)], 66);
        (score.Right, score.Percent, score.Passed).ShouldBe((right, percent, percent >= 66));
    }

    [Fact]
    public void The_pass_mark_is_reached_and_never_rounded_to()
    {
        Quiz.Grade(Three, [[0], [0, 2], [0]], 67).Passed.ShouldBeFalse("66.7 % are not 67 %");
        Quiz.Grade(Three, [[0], [0, 2], [0]], 66).Passed.ShouldBeTrue();
    }

    /// <summary>Every way of answering three questions: the score is the count of the questions that agree, whatever the order.</summary>
    [Fact]
    public void Every_way_of_answering_is_graded_question_by_question()
    {
        foreach (var first in Subsets(2))
        foreach (var second in Subsets(3))
        foreach (var third in Subsets(2))
        {
            var right = (first.SequenceEqual([0]) ? 1 : 0) + (second.SequenceEqual([0, 2]) ? 1 : 0) + (third.SequenceEqual([1]) ? 1 : 0);
            Quiz.Grade(Three, [first, [.. second.Reverse()], third], 100).ShouldBe(new(right, 3, right * 100 / 3, right == 3));
        }
    }

    [Fact]
    public void An_answer_is_needed_for_each_question_and_a_quiz_must_make_sense()
    {
        Should.Throw<RuleViolation>(() => Quiz.Grade(Three, [[0], [0]], 60)).Field.ShouldBe("answers");
        Field([]).ShouldBe("questions");
        Field([new("一", ["甲"], [0])]).ShouldBe("questions.0.options");
        Field([new("一", ["甲", "甲"], [0])]).ShouldBe("questions.0.options");
        Field([Three[0], new("二", ["甲", "乙"], [2])]).ShouldBe("questions.1.right");
        Field([new("一", ["甲", "乙"], [])]).ShouldBe("questions.0.right");
        Should.Throw<RuleViolation>(() => Quiz.Check(Three, 101)).Field.ShouldBe("passMark");
        Quiz.Check(Three, 100);

        static string? Field(QuizQuestion[] questions) => Should.Throw<RuleViolation>(() => Quiz.Check(questions, 80)).Field;
    }

    [Fact]
    public void A_regular_course_comes_due_again_to_the_second()
    {
        var course = new Course(Guid.NewGuid(), "复训", TrainingStage.Regular, Groups.None, 30, null);
        course.StandingOf(null, Now).ShouldBe(Standing.Open);
        course.StandingOf(Now.AddDays(-30).AddSeconds(1), Now).ShouldBe(Standing.Passed);
        course.StandingOf(Now.AddDays(-30), Now).ShouldBe(Standing.DueAgain);
        (course with { EveryDays = null }).StandingOf(Now.AddDays(-3000), Now).ShouldBe(Standing.Passed, "others are passed for good");
        (course with { AnewSince = Now }).StandingOf(Now.AddSeconds(-1), Now).ShouldBe(Standing.DueAgain);
        (course with { AnewSince = Now }).StandingOf(Now, Now).ShouldBe(Standing.Passed);
    }

    [Fact]
    public void The_first_stage_of_ones_own_groups_stands_before_chats_and_a_side_is_known_by_its_courses()
    {
        var all = new Course(Guid.NewGuid(), "上岗", TrainingStage.Before, Groups.None, null, null);
        var after = new Course(Guid.NewGuid(), "售后上岗", TrainingStage.Before, Groups.Aftersale, null, null);
        var later = new Course(Guid.NewGuid(), "进阶", TrainingStage.OnTheJob, Groups.Presale, null, null);
        Course[] courses = [all, after, later];
        Missing(Groups.Presale).ShouldBe("上岗");
        Missing(Groups.Presale, all).ShouldBeNull("what is for others or for later does not stand in the way");
        Missing(Groups.Presale | Groups.Aftersale, all).ShouldBe("售后上岗");
        Knows(Groups.Insale).ShouldBeNull();
        Knows(Groups.Aftersale, all).ShouldBe(false);
        Knows(Groups.Aftersale, after).ShouldBe(true);
        Knows(Groups.Presale, after).ShouldBe(false);

        string? Missing(Groups groups, params Course[] passed) => Trained.Missing(courses, groups, Passed(passed), Now)?.Title;
        bool? Knows(Groups side, params Course[] passed) => Trained.KnowsSide(courses, side, Passed(passed), Now);
        static Func<Guid, DateTimeOffset?> Passed(Course[] passed) => id => passed.Any(c => c.Id == id) ? Now.AddDays(-1) : null;
    }

    private static IEnumerable<int[]> Subsets(int of) => Enumerable.Range(0, 1 << of).Select(bits => Enumerable.Range(0, of).Where(i => (bits >> i & 1) == 1).ToArray());

    private static IReadOnlyList<int> Numbers(string said) => [.. said.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];
}
