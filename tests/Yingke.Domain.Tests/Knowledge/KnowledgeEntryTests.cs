using Yingke.Domain.Knowledge;

namespace Yingke.Domain.Tests.Knowledge;

public sealed class KnowledgeEntryTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 2, 0, 0, TimeSpan.Zero);
    private static readonly Editor Writer = new(Guid.CreateVersion7(), "林主管", false);
    private static readonly Editor Other = new(Guid.CreateVersion7(), "周主管", false);

    private static KnowledgeContent Content(string question = "多久发货", string answer = "48 小时内发出。") => new() { Question = question, Answer = answer };

    private static KnowledgeEntry Used()
    {
        var entry = KnowledgeEntry.Begin(Guid.CreateVersion7(), Content(), Writer, Now);
        entry.Submit(1, Now);
        entry.Publish(2, Other, 1, Now);
        return entry;
    }

    private static string Refused(Action work) => Should.Throw<RuleViolation>(work).Code;

    [Fact]
    public void Nobody_passes_what_they_wrote_but_the_owner()
    {
        var entry = KnowledgeEntry.Begin(Guid.CreateVersion7(), Content(), Writer, Now);
        Refused(() => entry.Publish(1, Other, 1, Now)).ShouldBe("not_in_review");
        entry.Submit(1, Now);
        Refused(() => entry.Publish(2, Writer, 1, Now)).ShouldBe("own_text");
        var revision = entry.Publish(2, Writer with { IsOwner = true }, 1, Now);
        (revision.Number, revision.WriterName, revision.ReviewerName, entry.State).ShouldBe((1, "林主管", "林主管", KnowledgeState.Published));
    }

    [Fact]
    public void A_change_stands_beside_what_is_in_use_until_it_is_passed()
    {
        var entry = Used();
        entry.Write(3, Content(answer: "24 小时内发出。"), Writer, Now);
        (entry.State, entry.Published!.Answer, entry.Content.Answer).ShouldBe((KnowledgeState.Draft, "48 小时内发出。", "24 小时内发出。"));
        entry.Submit(4, Now);
        entry.Return(5, "仓库说做不到", Now);
        (entry.State, entry.Note).ShouldBe((KnowledgeState.Draft, "仓库说做不到"));
        entry.Discard(6, Now);
        (entry.State, entry.Content.Answer, entry.Note, entry.Revision).ShouldBe((KnowledgeState.Published, "48 小时内发出。", null, 1));
    }

    [Fact]
    public void What_is_withdrawn_is_out_of_use_and_can_be_written_again()
    {
        var entry = Used();
        entry.Withdraw(3, "活动结束", 2, Now);
        (entry.Published, entry.State, entry.ServedIn).ShouldBe((null, KnowledgeState.Withdrawn, 2));
        Refused(() => entry.Withdraw(4, null, 3, Now)).ShouldBe("not_published");
        entry.Write(4, Content(), Writer, Now);
        entry.Discard(5, Now);
        entry.State.ShouldBe(KnowledgeState.Withdrawn);
        entry.Write(6, Content(), Writer, Now);
        entry.Submit(7, Now);
        entry.Publish(8, Other, 3, Now).Number.ShouldBe(2);
    }

    [Fact]
    public void Whoever_began_with_an_older_version_is_told()
    {
        var entry = Used();
        entry.Write(3, Content(), Writer, Now);
        Refused(() => entry.Write(3, Content(answer: "别的"), Other, Now)).ShouldBe("changed_meanwhile");
        Refused(() => entry.Submit(3, Now)).ShouldBe("changed_meanwhile");
        entry.Version.ShouldBe(4);
    }

    [Theory]
    [InlineData("", "答", "question")]
    [InlineData("两\n行", "答", "question")]
    [InlineData("问", "  ", "answer")]
    public void What_is_missing_is_refused_by_its_name(string question, string answer, string field) =>
        Should.Throw<RuleViolation>(() => Content(question, answer).Checked()).Field.ShouldBe(field);

    [Fact]
    public void Content_is_cleaned()
    {
        var content = (Content(" 多久发货 ") with { Phrasings = [" 什么时候发 ", "多久发货", "什么时候发"], Products = ["云雾", "云雾 "] }).Checked();
        (content.Question, string.Join(',', content.Phrasings), string.Join(',', content.Products)).ShouldBe(("多久发货", "什么时候发", "云雾"));
        Should.Throw<RuleViolation>(() => (Content() with { ValidFrom = new(2026, 11, 12), ValidTo = new(2026, 11, 11) }).Checked()).Field.ShouldBe("validTo");
        content.Says(content with { Phrasings = ["什么时候发"] }).ShouldBeTrue();
        content.Says(content with { Phrasings = ["何时发"] }).ShouldBeFalse();
        content.Says(content with { ValidTo = new(2026, 1, 1) }).ShouldBeFalse();
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    [InlineData(13, true)]
    [InlineData(14, false)]
    public void It_holds_from_the_first_day_to_the_last(int day, bool holds) =>
        (Content() with { ValidFrom = new(2026, 11, 11), ValidTo = new(2026, 11, 13) }).HoldsOn(new(2026, 11, day)).ShouldBe(holds);

    [Fact]
    public void A_question_asked_again_after_its_answer_is_open_again_and_one_dismissed_stays_so()
    {
        var question = UnansweredQuestion.Meet(Guid.CreateVersion7(), UnansweredQuestion.PlainOf("能开 专票 吗？")!, Now);
        question.Ask("能开专票吗", UnansweredFrom.Robot, Now);
        question.WriteFor(Guid.CreateVersion7());
        question.Ask("能开专票吗！", UnansweredFrom.Search, Now);
        (question.State, question.ByRobot, question.BySearch, question.Text).ShouldBe((UnansweredState.InWriting, 1, 1, "能开专票吗！"));
        question.Answer();
        question.Ask("能开专票吗", UnansweredFrom.Robot, Now);
        (question.State, question.EntryId).ShouldBe((UnansweredState.Open, null));
        question.Dismiss();
        question.Ask("能开专票吗", UnansweredFrom.Robot, Now);
        (question.State, question.ByRobot).ShouldBe((UnansweredState.Dismissed, 3));
        UnansweredQuestion.PlainOf("？！。").ShouldBeNull();
        UnansweredQuestion.PlainOf("能开专票吗").ShouldBe(question.Plain);
    }
}
