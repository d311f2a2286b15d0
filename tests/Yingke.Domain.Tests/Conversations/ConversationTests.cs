using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Tests.Conversations;

public sealed class ConversationTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    private static readonly Guid Buyer = Guid.CreateVersion7();
    private static readonly Guid Lin = Guid.CreateVersion7();
    private static readonly Guid Colleague = Guid.CreateVersion7();

    [Fact]
    public void Every_change_is_told_by_the_next_entry_of_the_log()
    {
        var (conversation, inflow) = Open();
        Entry[] entries =
        [
            inflow, conversation.Queue(Now), conversation.BecomeOfflineMessage(Now.AddHours(1), Now), conversation.AssignTo(Lin, "林", Now),
            conversation.Requeue("transfer", Now), conversation.AssignTo(Colleague, "陈", Now), conversation.Close(ClosedBy.Agent, "陈", "已解决", ["物流"], Now),
        ];
        entries.Select(e => e.Seq).ShouldBe([1, 2, 3, 4, 5, 6, 7]);
        entries.Select(e => e.Kind).ShouldBe(
        [
            EntryKind.Inflow, EntryKind.Queued, EntryKind.OfflineMessage, EntryKind.Assigned, EntryKind.Requeued, EntryKind.Assigned, EntryKind.Closed,
        ]);
        conversation.HeadSeq.ShouldBe(7);
        entries.ShouldAllBe(e => e.ConversationId == conversation.Id && e.ShopId == conversation.ShopId);
    }

    [Fact]
    public void What_goes_back_to_the_queue_keeps_its_place_and_loses_its_agent()
    {
        var (conversation, _) = Open(place: 17);
        conversation.AssignTo(Lin, "林", Now);
        conversation.Requeue("agent_offline", Now.AddMinutes(1)).Details!.FromAgentId.ShouldBe(Lin);
        conversation.Place.ShouldBe(17);
        conversation.AgentId.ShouldBeNull();
        conversation.State.ShouldBe(ConversationState.Queued);
    }

    [Fact]
    public void A_closed_conversation_changes_no_more()
    {
        var (conversation, _) = Open();
        conversation.AssignTo(Lin, "林", Now);
        conversation.Close(ClosedBy.Buyer, null, null, null, Now);
        Action[] verbs =
        [
            () => conversation.AssignTo(Lin, "林", Now), () => conversation.BecomeOfflineMessage(Now, Now), () => conversation.Requeue("transfer", Now),
            () => conversation.Close(ClosedBy.Timer, null, null, null, Now), () => conversation.HandOn(new EntryDetails(), Lin, Now),
        ];
        foreach (var verb in verbs)
            Should.Throw<RuleViolation>(verb).Code.ShouldBe("conversation_closed");
        conversation.HeadSeq.ShouldBe(3);
    }

    [Fact]
    public void The_buyers_first_unanswered_message_starts_the_clock_and_only_the_serving_agent_stops_it()
    {
        var (conversation, _) = Open();
        conversation.AssignTo(Lin, "林", Now);
        conversation.WaitingSince.ShouldBeNull();
        Say(Sender.Buyer, Buyer, 1);
        Say(Sender.Buyer, Buyer, 2);
        Say(Sender.System, null, 3);
        Say(Sender.Robot, null, 4);
        Say(Sender.Agent, Colleague, 5);
        conversation.Append(EntryKind.Note, Sender.Agent, Now.AddSeconds(6), Lin, text: "内部");
        conversation.WaitingSince.ShouldBe(Now.AddSeconds(1));
        conversation.LastBuyerAt.ShouldBe(Now.AddSeconds(2));
        Say(Sender.Agent, Lin, 7);
        conversation.WaitingSince.ShouldBeNull();
        Say(Sender.Buyer, Buyer, 8);
        conversation.Requeue("agent_offline", Now.AddSeconds(9));
        conversation.AssignTo(Colleague, "陈", Now.AddSeconds(10));
        conversation.WaitingSince.ShouldBe(Now.AddSeconds(8));

        void Say(Sender from, Guid? sender, int seconds) => conversation.Append(EntryKind.Text, from, Now.AddSeconds(seconds), sender, text: "好");
    }

    [Fact]
    public void The_preview_is_the_last_message_never_a_note_an_event_or_the_systems_welcome_and_never_half_a_character()
    {
        var (conversation, _) = Open();
        conversation.Append(EntryKind.Text, Sender.Buyer, Now, Buyer, text: new string('a', 79) + "😀😀");
        conversation.Append(EntryKind.Note, Sender.Agent, Now.AddSeconds(1), Lin, text: "内部");
        conversation.Queue(Now.AddSeconds(2));
        conversation.Append(EntryKind.Text, Sender.System, Now.AddSeconds(3), text: "您好，欢迎光临");
        conversation.LastText.ShouldBe(new string('a', 79));
        conversation.LastSeq.ShouldBe(2);
        conversation.LastAt.ShouldBe(Now);
        conversation.LastFrom.ShouldBe(Sender.Buyer);
    }

    private static (Conversation Conversation, Entry Entry) Open(long place = 1) =>
        Conversation.Open(Guid.CreateVersion7(), Buyer, Inquiry.Presale, Source.ShopHome, Channel.Web, place, Now);
}
