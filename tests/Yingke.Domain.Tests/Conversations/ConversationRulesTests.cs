using Yingke.Domain.Conversations;

namespace Yingke.Domain.Tests.Conversations;

public sealed class ConversationRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    private static readonly Guid Agent = Guid.CreateVersion7();

    [Theory]
    [InlineData("你好", "你好")]
    [InlineData("  两端的空白 \n", "两端的空白")]
    [InlineData("a\nb\tc", "a\nb\tc")]
    [InlineData("👍🏽 👨‍👩‍👧", "👍🏽 👨‍👩‍👧")]
    [InlineData("<b>不是网页</b>", "<b>不是网页</b>")]
    public void A_text_is_kept_as_written_but_for_its_ends(string text, string stored) => MessageText.Check(text).ShouldBe(stored);

    [Fact]
    public void A_message_is_kept_to_the_last_blank() => MessageText.AsWritten(" 好 的\n").ShouldBe(" 好 的\n");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\r\n　")]
    [InlineData("\u200b\u200d\ufeff")]
    [InlineData("a\0b")]
    [InlineData("\0")]
    public void What_cannot_be_seen_or_stored_is_refused(string? text)
    {
        var refusal = Should.Throw<RuleViolation>(() => MessageText.Check(text, field: "note"));
        refusal.Code.ShouldBe("invalid");
        refusal.Field.ShouldBe("note");
    }

    /// <summary>Not inline data: attributes are stored as UTF-8, which cannot hold these.</summary>
    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        foreach (var text in new[] { "a\ud83d", "\ude00a", "\ude00\ud83d", "\ud83d\ud83d\ude00", "\ud83d" })
            Refusal(() => MessageText.Check(text)).ShouldBe("invalid");
    }

    [Fact]
    public void A_text_may_have_4000_characters_and_a_shop_may_set_another_limit()
    {
        MessageText.Check(new string('客', 4000)).Length.ShouldBe(4000);
        Should.Throw<RuleViolation>(() => MessageText.Check(new string('客', 4001))).Code.ShouldBe("invalid");
        // The limit counts what is stored, in UTF-16 characters.
        MessageText.Check(" 😀 ", max: 2).ShouldBe("😀");
        Should.Throw<RuleViolation>(() => MessageText.Check("😀", max: 1)).Field.ShouldBe("text");
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(120_000, null)]
    [InlineData(120_001, "recall_too_late")]
    public void A_message_can_be_recalled_for_two_minutes(int milliseconds, string? code) =>
        Refusal(() => Recall.Check(Message(), Agent, alreadyRecalled: false, Now.AddMilliseconds(milliseconds))).ShouldBe(code);

    [Fact]
    public void Only_ones_own_message_and_only_once_can_be_recalled()
    {
        Refusal(() => Recall.Check(Message(), Guid.CreateVersion7(), false, Now)).ShouldBe("not_your_message");
        Refusal(() => Recall.Check(Message(EntryKind.Note), Agent, false, Now)).ShouldBe("not_your_message");
        Refusal(() => Recall.Check(Message(), Agent, true, Now)).ShouldBe("already_recalled");
        Refusal(() => Recall.Check(Message(), Agent, false, Now.AddSeconds(11), seconds: 10)).ShouldBe("recall_too_late");
    }

    [Theory]
    [InlineData(1, false, 0, null)]
    [InlineData(5, false, 86_399_999, null)]
    [InlineData(5, false, 86_400_000, "rating_expired")]
    [InlineData(5, true, 0, "already_rated")]
    [InlineData(0, false, 0, "invalid")]
    [InlineData(6, false, 0, "invalid")]
    public void A_rating_is_given_once_within_24_hours(int stars, bool already, int milliseconds, string? code) =>
        Refusal(() => RatingWindow.Check(stars, already, Now, Now.AddMilliseconds(milliseconds))).ShouldBe(code);

    [Fact]
    public void An_open_conversation_cannot_be_rated_yet() => RatingWindow.IsOpen(null, Now).ShouldBeFalse();

    [Theory]
    [InlineData(ConversationState.Active, 1_800_000, false, true)]
    [InlineData(ConversationState.Active, 1_799_999, false, false)]
    [InlineData(ConversationState.Active, 9_000_000, true, false)]
    [InlineData(ConversationState.Queued, 9_000_000, false, false)]
    [InlineData(ConversationState.Offline, 9_000_000, false, false)]
    [InlineData(ConversationState.Closed, 9_000_000, false, false)]
    public void The_clock_closes_only_what_an_agent_holds_and_has_answered(ConversationState state, int milliseconds, bool waits, bool due)
    {
        var lastBuyer = Now.AddMilliseconds(-milliseconds);
        AutoClose.IsDue(state, Now.AddDays(-1), lastBuyer, waits ? lastBuyer : null, Now).ShouldBe(due);
        AutoClose.IsDue(state, lastBuyer, null, waits ? lastBuyer : null, Now).ShouldBe(due);
    }

    private static Entry Message(EntryKind kind = EntryKind.Text) => new() { Kind = kind, From = Sender.Agent, SenderId = Agent, At = Now, Text = "好的" };

    private static string? Refusal(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (RuleViolation refusal)
        {
            return refusal.Code;
        }
    }
}
