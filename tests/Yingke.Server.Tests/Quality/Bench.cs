using Yingke.Domain.Quality;
using Yingke.Server.Features.Quality.Inspections;
using Yingke.Server.Platform.Web;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Quality;

/// <summary>An inspector's bench in a test's shop: closed talks, a plan, its draws.</summary>
internal sealed class Bench(TestShop shop, AgentClient inspector, AgentClient supervisor)
{
    public TestShop Shop => shop;
    public AgentClient Inspector => inspector;
    public AgentClient Supervisor => supervisor;

    public static async Task<Bench> Open(ServerFixture server)
    {
        var shop = await server.Shop();
        return new(shop, await shop.SignIn(Cast.Inspector), await shop.SignIn(Cast.Supervisor));
    }

    /// <summary>A talk that <paramref name="agent"/> holds and closes.</summary>
    public async Task<Guid> Talk(AgentClient agent, params string[] said)
    {
        var buyer = await shop.Buyer();
        var id = await buyer.Ask("product_detail", "还有明前茶吗？");
        foreach (var text in said)
        {
            shop.Host.Clock.Advance(TimeSpan.FromSeconds(10));
            (await agent.Insist(id, text)).Ok();
        }
        shop.Host.Clock.Advance(TimeSpan.FromSeconds(10));
        (await agent.Close(id)).Ok();
        return id;
    }

    public async Task<PlanView> Plan(SamplingRules rules, string sheet = ShippedSheets.VipServiceKey, SampleSubject subject = SampleSubject.Conversations, params Guid[] inspectors) => (await supervisor.Api.Post("sampling-plans", new
    {
        name = "每周抽检", subject, sheetKey = sheet, rules, inspectorIds = inspectors.Length == 0 ? [inspector.Id] : inspectors,
    })).As<PlanView>();

    public async Task<int> Draw(Guid plan) => (await supervisor.Api.Post($"sampling-plans/{plan}/draws", new { })).As<DrawSamples.DrawAnswer>().Drawn;

    public static async Task<IReadOnlyList<InspectionRow>> Find(AgentClient who, string query) => (await who.Api.Get("inspections?" + query)).As<Page<InspectionRow>>().Items;

    public static async Task<InspectionAnswer> One(AgentClient who, Guid id) => (await who.Api.Get($"inspections/{id}")).As<InspectionAnswer>();

    public async Task<InspectionAnswer> Pick(Guid conversation, string sheet = ShippedSheets.VipServiceKey) =>
        (await inspector.Api.Post("inspections", new { conversationId = conversation, sheetKey = sheet })).As<InspectionAnswer>();

    public async Task<InspectionAnswer> Submit(InspectionAnswer of, SheetMarks marks) =>
        (await inspector.Api.Post($"inspections/{of.Row.Id}/submission", new { version = of.Version, marks })).As<InspectionAnswer>();
}
