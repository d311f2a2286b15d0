using System.Text;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Hotline;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Hotline;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;
using Yingke.Server.Tests.Security;

namespace Yingke.Server.Tests.Hotline;

/// <summary>The exchange's records: looked at, taken in, taken in again.</summary>
public sealed class CdrImportTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Master = """"
        "","13800002046","400001","from-pstn","""13800002046"" <13800002046>","SIP/400001-01","SIP/801-02","Dial","SIP/801,15","2026-03-01 10:00:05","2026-03-01 10:00:12","2026-03-01 10:01:00",55,48,"ANSWERED","DOCUMENTATION","1.2","","","1.1",2
        "","13800002046","400001","from-pstn","""13800002046"" <13800002046>","SIP/400001-01","","Hangup","","2026-03-01 10:00:00","2026-03-01 10:00:00","2026-03-01 10:00:05",5,5,"ANSWERED","DOCUMENTATION","1.1","","","1.1",1
        "","13900000001","400001","from-pstn","""13900000001"" <13900000001>","SIP/400001-03","SIP/999-04","Dial","SIP/999,15","2026-03-01 11:00:00",,"2026-03-01 11:00:15",15,0,"NO ANSWER","DOCUMENTATION","1.5","","","1.5",3
        "","13900000001","400001","from-pstn","""13900000001"" <13900000001>","SIP/400001-03","SIP/999-04","Dial","SIP/999,15","gestern",,"2026-03-01 11:00:15",15,0,"NO ANSWER","DOCUMENTATION","1.6","","","1.6",4

        """";

    [Fact]
    public async Task A_file_is_looked_at_first_then_taken_and_again_changes_nothing()
    {
        var shop = await server.Shop();
        await shop.Change(Cast.Zhu, new { extension = "801" });
        var zhu = await shop.OnDuty(Cast.Zhu);
        var before = await Snapshot.Of(server.Host, shop.Id);
        var look = (await Send(shop, "call-imports/preview", Master)).As<ImportCalls.CdrLook>();
        (look.Format, look.Rows, look.Calls, look.Answered, look.Missed, look.BadCount).ShouldBe((CdrFormat.AsteriskMaster, 4, 2, 1, 1, 1));
        look.Bad.ShouldBe([new(4, "start", "invalid_time")]);
        look.Strangers.ShouldBe(["999"]);
        (await Snapshot.Of(server.Host, shop.Id)).ShouldBe(before, "a look is no import");
        var done = (await Send(shop, "call-imports", Master)).As<ImportCalls.CdrImported>();
        (done.Imported, done.Unchanged).ShouldBe((2, 0));
        var call = (await shop.Owner.Api.Get("calls?q=13800002046")).As<FindCalls.CallPage>().Items.ShouldHaveSingleItem();
        (call.Agent!.Id, call.State, call.Source, call.AfterHours).ShouldBe((zhu.Id, CallState.Answered, CallSource.Cdr, true), "the 1st of March is a Sunday");
        call.QueuedAt.ShouldBe(new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.Zero), "the exchange writes the shop's local time");
        (await server.Host.Look(db => db.Set<Agent>().SingleAsync(a => a.ShopId == shop.Id && a.Id == zhu.Id))).PresenceCause.ShouldBe(PresenceCause.Self, "what has been makes nobody busy");
        var after = await Calls(shop);
        (await Send(shop, "call-imports", Master)).As<ImportCalls.CdrImported>().ShouldSatisfyAllConditions(d => d.Imported.ShouldBe(0), d => d.Unchanged.ShouldBe(2));
        (await Calls(shop)).ShouldBe(after);
    }

    [Fact]
    public async Task A_call_that_the_exchange_told_itself_is_not_told_otherwise_by_its_records()
    {
        var shop = await server.Shop();
        var line = await Line.Connect(shop);
        await line.Tell("1.1", "queued", phone: "13800002046");
        await line.Tell("1.1", "ended");
        var done = (await Send(shop, "call-imports", Master)).As<ImportCalls.CdrImported>();
        (done.Imported, done.Unchanged).ShouldBe((1, 1));
        (await line.Call("13800002046")).State.ShouldBe(CallState.Abandoned);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "not_a_cdr")]
    [InlineData("", "empty")]
    [InlineData("\u0001\u0000\u0000\u0000binary", "not_a_table")]
    public async Task What_is_no_record_of_calls_is_refused(string text, string why)
    {
        var shop = await server.Shop();
        foreach (var path in new[] { "call-imports/preview", "call-imports" })
        {
            var refused = await Send(shop, path, text);
            refused.Refused(422, "invalid", "file");
            refused.Json.GetProperty("detail").GetString().ShouldBe(why);
        }
        (await shop.Owner.Api.Post("call-imports", new { file = 1 })).Refused(422, "invalid", "file");
    }

    [Fact]
    public async Task Too_many_rows_and_too_many_bytes_are_refused()
    {
        var shop = await server.Shop();
        var row = "Out,13800002046,801,default,2026-03-01 10:00:00,,2026-03-01 10:00:01,1,0,X,u,,1,P,P\n";
        (await Send(shop, "call-imports", string.Concat(Enumerable.Repeat(row, ImportCalls.MostRows + 1)))).Refused(413, "too_many_rows", "file");
        (await Send(shop, "call-imports", new string('x', (20 << 20) + 1000))).Refused(413, "file_too_large", "file");
        (await shop.Owner.Api.Get("calls")).As<FindCalls.CallPage>().Items.ShouldBeEmpty();
    }

    private static Task<Answer> Send(TestShop shop, string path, string text) => Scene.Upload(shop.Owner.Api, path, "cdr.csv", Encoding.UTF8.GetBytes(text));

    private Task<string> Calls(TestShop shop) => server.Host.Look(async db =>
        System.Text.Json.JsonSerializer.Serialize(await db.Set<Call>().Where(c => c.ShopId == shop.Id).OrderBy(c => c.Id).ToListAsync()));
}
