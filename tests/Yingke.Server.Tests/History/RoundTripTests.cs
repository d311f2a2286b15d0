using Yingke.Domain.History;
using Yingke.Server.Features.History;
using Yingke.Server.Features.Tickets;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.History;

/// <summary>history-format.md: export → import into an empty shop → export gives the same bytes when sorted.</summary>
public sealed class RoundTripTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private YingkeHost Host => server.Host;

    public static TheoryData<string> Histories() => [.. Directory.EnumerateFiles(Folder, "history-*.jsonl").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    private static string Folder { get; } =
        Environment.GetEnvironmentVariable("YINGKE_GOLDEN") is { Length: > 0 } named ? named : Path.Combine(AppContext.BaseDirectory, "golden");

    [Theory]
    [MemberData(nameof(Histories))]
    public async Task A_golden_history_comes_out_as_it_went_in(string file)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken);
        var known = lines.Select(l => HistoryLine.Parse(l).Line!).ToList();
        var shop = await BareShop.Open(Host);
        var done = await shop.ImportGood(lines);
        (done.Imported, done.BadCount).ShouldBe((known.Count, 0));

        var first = await shop.Export();
        var zone = TimeZoneInfo.FindSystemTimeZoneById(known.OfType<ShopLine>().Single().TimeZone);
        first.ShouldBe(known.Select(l => (l is ConversationLine c ? StoredLines.AsStored(c) : l).Write(zone)).Order(StringComparer.Ordinal));

        var other = await BareShop.Open(Host);
        var again = await other.Import(first.OrderBy(l => l.Length));
        (again.Imported, again.BadCount).ShouldBe((first.Length, 0));
        (await other.Export()).ShouldBe(first);
    }

    [Fact]
    public async Task What_was_born_here_keeps_its_own_ids()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var mei = await shop.OnDuty(Cast.Mei);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask("order_detail", "包裹到哪了？");
        await mei.Say(id, "我看看 🍵");
        (await mei.Note(id, "老顾客，先安抚")).Ok();
        (await mei.Transfer(id, new { agentId = zhu.Id })).Ok();
        await zhu.Say(id, "在派送了\n明天到");
        (await zhu.Close(id)).Ok();
        (await buyer.Rate(id, 5, "很快")).Ok();
        await (await shop.Buyer()).Ask("shop_home", "还有明前茶吗？");
        foreach (var (kind, steps) in new[] { ("warehouse", new[] { "replies", "replies", "resolution", "closure", "reopening" }), ("inquiry", ["resolution", "closure"]), ("complaint", []) })
        {
            var ticket = (await zhu.Api.Post("tickets", new { clientId = kind, kind, title = "工单 " + kind })).As<TicketAnswer>().Row.Id;
            foreach (var step in steps)
            {
                server.Clock.Advance(TimeSpan.FromMinutes(1));
                (await (step == "replies" ? mei : zhu).Api.Post($"tickets/{ticket}/{step}", step == "closure" ? null : new { text = step })).Ok();
            }
        }

        var line = await Hotline.Line.Connect(shop);
        await shop.Change(Cast.Mei, new { extension = "801" });
        foreach (var (call, steps) in new[] { ("K1", new[] { "queued", "ringing", "answered", "ended" }), ("K2", ["queued", "ended"]), ("K3", ["ringing", "ended"]), ("K4", ["queued", "ringing"]), ("K5", ["answered", "ended"]) })
        {
            foreach (var step in steps)
            {
                server.Clock.Advance(TimeSpan.FromMilliseconds(1234));
                await line.Tell(call, step, step is "ringing" or "answered" ? "801" : null, "13800002046");
            }
        }
        await line.Tell("K1", "survey", survey: "declined");

        var first = await BareShop.Export(Host, shop.Id);
        first.Count(l => l.Contains("\"type\":\"call\"", StringComparison.Ordinal)).ShouldBe(4, "K4 goes on");
        first.ShouldContain(l => l.Contains($"\"conversation\":\"{id}\"", StringComparison.Ordinal) && l.Contains("\"from\":\"note\"", StringComparison.Ordinal));
        var same = await BareShop.Import(Host, shop.Id, ImportMode.Strict, first);
        (same.Imported, same.Unchanged, same.BadCount).ShouldBe((0, first.Length, 0));

        var other = await BareShop.Open(Host);
        (await other.Import(first)).BadCount.ShouldBe(0);
        (await other.Export()).ShouldBe(first);
    }

    [Fact]
    public async Task An_imported_conversation_that_went_on_here_can_move_again()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        await BareShop.Import(Host, shop.Id, ImportMode.Strict, [Lines.Buyer, Lines.Inflow("c1", "00"), Lines.Says("c1", "01", "在吗")]);
        var id = (await zhu.Desk()).Conversations.ShouldHaveSingleItem().Id;
        await zhu.Say(id, "在的");

        var first = await BareShop.Export(Host, shop.Id);
        var other = await BareShop.Open(Host);
        (await other.Import(first)).BadCount.ShouldBe(0);
        (await other.Export()).ShouldBe(first);
        (await BareShop.Import(Host, shop.Id, ImportMode.Strict, [Lines.Buyer, Lines.Inflow("c1", "00"), Lines.Says("c1", "01", "在吗")])).Unchanged.ShouldBe(3);
    }
}
