using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Clients;

/// <summary>A buyer's window.</summary>
public sealed class VisitorClient
{
    private VisitorClient(Api api, Guid id) => (Api, Id) = (api, id);

    public Api Api { get; }

    public Guid Id { get; }

    public static async Task<VisitorClient> Arrive(Api api, string publicKey, object? identity = null, string? token = null)
    {
        var answer = (await api.Post("visitor/sessions", new { shop = publicKey, identity, token })).As<StartVisit.Answer>();
        api.Bearer = answer.Token;
        return new(api, answer.Buyer.Id);
    }

    /// <summary>The same window at another node.</summary>
    public VisitorClient At(YingkeHost node) => At(node.Address);

    public VisitorClient At(Uri node) => new(new Api(node) { Bearer = Api.Bearer }, Id);

    public Task<Answer> Inflow(string source) => Api.Post("visitor/conversation", new { source });

    /// <summary>Comes in from a page.</summary>
    internal async Task<VisitorConversation> Open(string source = "product_detail") => (await Inflow(source)).As<VisitorConversation>();

    /// <summary>Comes in from a page and asks.</summary>
    public async Task<Guid> Ask(string source = "product_detail", string text = "在吗？")
    {
        var conversation = await Open(source);
        await Say(conversation.Id, text);
        return conversation.Id;
    }

    internal async Task<VisitorConversation> Current() => (await Api.Get("visitor/conversation")).As<VisitorConversation>();

    internal async Task<EntryView> Say(Guid id, string text, string? clientId = null) => (await Send(id, text, clientId)).As<Appendix>().Entry;

    public Task<Answer> Send(Guid id, string text, string? clientId = null) =>
        Api.Post($"visitor/conversations/{id}/messages", new { clientId = clientId ?? AgentClient.NewClientId(), text });

    internal async Task<LogPage> Log(Guid id, long? after = null) =>
        (await Api.Get($"visitor/conversations/{id}/messages?limit=500{(after is null ? "" : $"&after={after}")}")).As<LogPage>();

    public Task<Answer> Close(Guid id) => Api.Post($"visitor/conversations/{id}/closure");

    public Task<Answer> LeaveMessage(Guid id) => Api.Post($"visitor/conversations/{id}/offline-message");

    public Task<Answer> Rate(Guid id, int stars, string? text = null) => Api.Put($"visitor/conversations/{id}/rating", new { stars, tags = new[] { "耐心" }, text });

    public Task<HubProbe> Connect() => HubProbe.Open(Api.Address, "/hubs/visitor?access_token=" + Uri.EscapeDataString(Api.Bearer!), null);
}
