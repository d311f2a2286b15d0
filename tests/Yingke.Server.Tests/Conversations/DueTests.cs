using System.Globalization;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Conversations;

/// <summary>spec: routing.md, Service hours and deadlines, as agents and buyers are told.</summary>
public sealed class DueTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("2026-03-02 10:00:00", "2026-03-02 10:01:00")]
    [InlineData("2026-03-02 22:59:59", "2026-03-02 23:00:59")]
    [InlineData("2026-03-02 23:00:00", "2026-03-03 09:30:00")]
    [InlineData("2026-03-03 09:00:00", "2026-03-03 09:30:00")]
    [InlineData("2026-03-03 09:00:01", "2026-03-03 09:01:01")]
    public async Task A_message_is_due_in_a_minute_or_by_the_morning(string asked, string due)
    {
        var shop = await server.Shop();
        server.Clock.Set(Shanghai(asked));
        var zhu = await shop.OnDuty(Cast.Zhu);
        // Hiring the cast took milliseconds.
        server.Clock.Set(Shanghai(asked));
        var id = await (await shop.Buyer()).Ask();
        (await zhu.Conversation(id)).Row.DueAt.ShouldBe(Shanghai(due));
        await zhu.Say(id, "在的");
        var answered = (await zhu.Conversation(id)).Row;
        (answered.DueAt, answered.WaitingSince).ShouldBe((null, null));
    }

    [Fact]
    public async Task The_clock_runs_from_the_first_unanswered_message()
    {
        var shop = await server.Shop();
        server.Clock.Set(Shanghai("2026-03-04 10:00:00"));
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        server.Clock.Set(Shanghai("2026-03-04 10:00:00"));
        var id = await buyer.Ask();
        server.Clock.Advance(TimeSpan.FromSeconds(20));
        await buyer.Say(id, "?");
        (await zhu.Conversation(id)).Row.WaitingSince.ShouldBe(Shanghai("2026-03-04 10:00:00"));
        (await zhu.Note(id, "我在查")).Ok();
        (await zhu.Conversation(id)).Row.WaitingSince.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_offline_message_tells_by_when_it_is_answered()
    {
        var shop = await server.Shop();
        server.Clock.Set(Shanghai("2026-03-05 23:30:00"));
        var buyer = await shop.Buyer();
        var opened = await buyer.Open();
        (opened.State, opened.AnswerBy).ShouldBe((ConversationState.Offline, Shanghai("2026-03-06 09:30:00")));
        (await shop.Owner.Desk()).OfflineMessages.Single().DueAt.ShouldBe(Shanghai("2026-03-06 09:30:00"));
    }

    [Fact]
    public async Task Who_waited_in_vain_is_promised_no_time_that_has_passed()
    {
        var shop = await server.Shop();
        server.Clock.Set(Shanghai("2026-03-09 10:00:00"));
        var zhu = await shop.OnDuty(Cast.Zhu);
        await shop.Change(Cast.Zhu, new { capacity = 1 });
        var (served, waiting) = (await shop.Buyer(), await shop.Buyer());
        server.Clock.Set(Shanghai("2026-03-09 10:00:00"));
        await served.Ask();
        await waiting.Ask();
        server.Clock.Set(Shanghai("2026-03-09 10:05:00"));
        (await zhu.Api.Put("presence", new { presence = "offline" })).Ok();
        var left = await waiting.Current();
        (left.State, left.AnswerBy).ShouldBe((ConversationState.Offline, Shanghai("2026-03-09 10:06:00")));
    }

    [Fact]
    public async Task A_channel_has_hours_of_its_own_with_breaks_and_holidays()
    {
        var shop = await server.Shop();
        server.Clock.Set(Shanghai("2026-03-09 12:30:00"));
        await shop.Set(s => s with
        {
            Service = s.Service with
            {
                Channels = new Dictionary<Channel, ChannelHours>
                {
                    [Channel.Web] = new()
                    {
                        Weekly = [new(0, [new(new(9, 0), new(12, 0)), new(new(13, 0), new(18, 0))])],
                        Holidays = [new(new DateOnly(2026, 3, 10), [])],
                    },
                },
            },
        });
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask();
        (await zhu.Conversation(id)).Row.DueAt.ShouldBe(Shanghai("2026-03-09 13:01:00"));
        await zhu.Say(id, "在的");
        server.Clock.Set(Shanghai("2026-03-09 19:00:00"));
        await buyer.Say(id, "明天呢？");
        // Tuesday is a holiday, Wednesday has the shop's hours.
        (await zhu.Conversation(id)).Row.DueAt.ShouldBe(Shanghai("2026-03-11 09:30:00"));
    }

    private static DateTimeOffset Shanghai(string text) =>
        new(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), TimeSpan.FromHours(8));
}
