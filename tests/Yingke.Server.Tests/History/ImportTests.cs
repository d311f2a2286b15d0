using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.History;
using Yingke.Server.Features.Routing;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.History;

/// <summary>history-format.md: what an import takes, refuses and leaves alone.</summary>
public sealed class ImportTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private YingkeHost Host => server.Host;

    [Fact]
    public async Task A_conversation_comes_out_as_if_it_had_happened_here()
    {
        var shop = await BareShop.Open(Host);
        (await shop.Import([.. Lines.People, .. Lines.Talk("c1")])).Imported.ShouldBe(10);

        var conversation = await Host.Look(db => db.Set<Conversation>().SingleAsync(c => c.ShopId == shop.Id));
        var log = await Host.Look(db => db.Set<Entry>().Where(e => e.ShopId == shop.Id).OrderBy(e => e.Seq).ToListAsync());
        log.Select(e => (e.Seq, e.Kind)).ShouldBe([
            (1, EntryKind.Inflow), (2, EntryKind.Assigned), (3, EntryKind.Text), (4, EntryKind.Text), (5, EntryKind.Closed), (6, EntryKind.Rated)]);
        (conversation.State, conversation.HeadSeq, conversation.LastText, conversation.WaitingSince, conversation.Inquiry, conversation.Channel)
            .ShouldBe((ConversationState.Closed, 6, "在的", null, Domain.Routing.Inquiry.Aftersale, Channel.H5));
        var agent = await Host.Look(db => db.Set<Agent>().SingleAsync(a => a.ShopId == shop.Id && a.SourceId == "a1"));
        (agent.PasswordHash, agent.Capacity, agent.Weight, agent.LastAssignedAt).ShouldBe((null, 5, 2, conversation.AssignedAt));
        var holding = await Host.Look(db => db.Set<Assignment>().SingleAsync(a => a.ShopId == shop.Id));
        (holding.AgentId, holding.Why.Tier, holding.EndCause, holding.EndedAt).ShouldBe((agent.Id, "import", "closed", conversation.ClosedAt));
        var buyer = await Host.Look(db => db.Set<Buyer>().SingleAsync(b => b.ShopId == shop.Id));
        (buyer.Name, buyer.RecentAgentId, buyer.RecentAgentAt).ShouldBe(("王小姐", agent.Id, log[3].At));
        (await Host.Look(db => db.Set<Rating>().SingleAsync(r => r.ShopId == shop.Id))).Stars.ShouldBe(5);
        var row = await Host.Look(db => db.Set<Shop>().SingleAsync(s => s.Id == shop.Id));
        (row.Name, row.Settings.Service.Start).ShouldBe(("老店", new TimeOnly(8, 30)));
    }

    [Fact]
    public async Task The_same_file_twice_changes_nothing()
    {
        var shop = await BareShop.Open(Host);
        string[] file = [.. Lines.People, .. Lines.Talk("c1"), .. Lines.Talk("c2")];
        await shop.Import(file);
        var before = await shop.Export();
        var again = await shop.Import(file.Reverse());
        (again.Imported, again.Unchanged, again.BadCount).ShouldBe((0, file.Length, 0));
        (await shop.Export()).ShouldBe(before);
    }

    [Fact]
    public async Task Equal_lines_without_an_id_are_as_many_as_there_are()
    {
        var shop = await BareShop.Open(Host);
        string[] file = [.. Lines.People, Lines.Inflow("c1", "00"), Lines.Assign("c1", "00"), Lines.Says("c1", "01", "在吗"), Lines.Says("c1", "01", "在吗"), Lines.Close("c1", "09")];
        await shop.Import(file);
        (await shop.Import(file)).Unchanged.ShouldBe(file.Length);
        (await Host.Look(db => db.Set<Entry>().CountAsync(e => e.ShopId == shop.Id && e.From == Sender.Buyer))).ShouldBe(2);
    }

    [Theory]
    [InlineData("{", null, "not_json")]
    [InlineData("[]", null, "not_an_object")]
    [InlineData("""{"type":"tea"}""", "type", "unknown_type")]
    [InlineData("""{"type":"close","at":"2026-02-01T10:00:00Z"}""", "conversation", "missing")]
    [InlineData("""{"type":"close","conversation":"c1","at":"gestern"}""", "at", "invalid_instant")]
    [InlineData("""{"type":"close","conversation":"c1","at":"2026-02-01T10:09:00Z","mood":"gut"}""", "mood", "unknown_field")]
    [InlineData("""{"type":"rating","conversation":"c1","stars":6,"at":"2026-02-01T10:09:00Z"}""", "stars", "out_of_range")]
    [InlineData("""{"type":"assign","conversation":"c1","agent":"nobody","at":"2026-02-01T10:09:00Z"}""", "agent", "unknown_agent")]
    [InlineData("""{"type":"inflow","conversation":"c9","buyer":"nobody","source":"shop_home","at":"2026-02-01T10:09:00Z"}""", "buyer", "unknown_buyer")]
    [InlineData("""{"type":"close","conversation":"c9","at":"2026-02-01T10:09:00Z"}""", "conversation", "unknown_conversation")]
    [InlineData("""{"type":"inflow","conversation":"c1","buyer":"b1","source":"shop_home","at":"2026-02-01T10:09:00Z"}""", "conversation", "second_inflow")]
    [InlineData("""{"type":"close","conversation":"c1","at":"2026-02-01T11:00:00Z"}""", "conversation", "already_closed")]
    [InlineData("""{"type":"agent","id":"a1","name":"阿梅","groups":[]}""", "id", "duplicate_id")]
    [InlineData("""{"type":"shop","id":"s2","name":"别店","time_zone":"Asia/Tokyo","service_start":"09:00","service_end":"23:00"}""", "id", "another_shop")]
    public async Task One_bad_line_keeps_everything_out_or_only_itself(string bad, string? field, string reason)
    {
        var shop = await BareShop.Open(Host);
        string[] file = [.. Lines.People, .. Lines.Talk("c1"), bad];
        var empty = await shop.Export();

        var strict = await shop.Import(file);
        strict.Bad.ShouldContain(new BadLine(file.Length, field, reason));
        strict.Imported.ShouldBe(0);
        (await shop.Export()).ShouldBe(empty);

        // Unknown fields are no error for who skips what is bad: there the line is a second close.
        var skipped = await shop.ImportGood(file);
        skipped.BadCount.ShouldBe(1);
        skipped.Imported.ShouldBe(file.Length - 1);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_a_bad_line()
    {
        var shop = await BareShop.Open(Host);
        var file = Path.Combine(Host.Database.Folder, "raw");
        byte[] raw = [.. "\uFEFF"u8, .. System.Text.Encoding.UTF8.GetBytes(Lines.Agent), .. "\r\n\r\n"u8, 0xFF, 0xFE, .. "\n"u8, .. new byte[(1 << 20) + 5].Select(_ => (byte)'x'), .. "\n"u8, .. System.Text.Encoding.UTF8.GetBytes(Lines.Buyer)];
        await File.WriteAllBytesAsync(file, raw, TestContext.Current.CancellationToken);
        var done = await Host.Do<ImportHistory, ImportProgress>(import => import.Run(shop.Id, file, ImportMode.SkipBad, file + ".bad", _ => Task.CompletedTask, CancellationToken.None));
        done.Bad.ShouldBe([new(3, null, "not_utf8"), new(4, null, "too_long")]);
        done.Imported.ShouldBe(2);
        (await File.ReadAllBytesAsync(file + ".bad", TestContext.Current.CancellationToken))[..3].ShouldBe([0xFF, 0xFE, (byte)'\n']);
    }

    [Fact]
    public async Task Later_lines_go_on_with_a_conversation_earlier_ones_are_refused_with_it()
    {
        var shop = await BareShop.Open(Host);
        await shop.Import([.. Lines.People, Lines.Inflow("c1", "00"), Lines.Assign("c1", "00"), Lines.Says("c1", "02", "在吗")]);
        (await shop.Import(Lines.Says("c1", "03", "在的", "a1"), Lines.Assign("c1", "04", "a2"), Lines.Close("c1", "05"))).Imported.ShouldBe(3);
        var before = await shop.Export();

        string[] rewritten = [Lines.Says("c1", "03", "在的", "a1"), Lines.Says("c1", "01", "有人吗"), Lines.Stars("c1", "06", 1)];
        var refused = await shop.ImportGood(rewritten);
        refused.Bad.ShouldBe([new(2, "at", "earlier_than_stored"), new(3, "at", "conversation_refused")]);
        refused.Unchanged.ShouldBe(1);
        (await shop.Export()).ShouldBe(before);

        var holdings = await Host.Look(db => db.Set<Assignment>().Where(a => a.ShopId == shop.Id).OrderBy(a => a.At).Select(a => a.EndCause).ToListAsync());
        holdings.ShouldBe(["transferred", "closed"]);
    }

    [Fact]
    public async Task A_buyer_has_one_open_conversation()
    {
        var shop = await BareShop.Open(Host);
        var refused = await shop.ImportGood([.. Lines.People, Lines.Inflow("c1", "00"), Lines.Says("c1", "00", "在吗"), Lines.Inflow("c2", "10"), Lines.Says("c2", "11", "人呢")]);
        refused.Bad.ShouldBe([new(7, "buyer", "has_open_conversation"), new(8, "conversation", "unknown_conversation")]);
    }

    [Fact]
    public async Task Whom_nobody_served_waits_and_goes_to_who_is_on_duty()
    {
        var shop = await server.Shop();
        var mei = await shop.OnDuty(Cast.Mei);
        await BareShop.Import(Host, shop.Id, ImportMode.Strict, [Lines.Buyer, Lines.Inflow("c1", "00"), Lines.Says("c1", "00", "在吗")]);
        var mine = (await mei.Desk()).Conversations.ShouldHaveSingleItem();
        mine.WaitingSince.ShouldBe(DateTimeOffset.Parse("2026-02-01T10:00:00+08:00", System.Globalization.CultureInfo.InvariantCulture));

        var idle = await BareShop.Open(Host);
        await idle.Import([.. Lines.People, Lines.Inflow("c1", "00"), Lines.Says("c1", "00", "在吗")]);
        var waiting = await Host.Look(db => db.Set<Conversation>().SingleAsync(c => c.ShopId == idle.Id));
        waiting.State.ShouldBe(ConversationState.Offline);
        waiting.DueAt.ShouldNotBeNull();
    }
}
